/**
 * The program will not do what was asked; the message says why and what to do, in a sentence for whoever runs it: Chinese first,
 * where English follows after a slash. Names of settings, never their values.
 */
export class Refused extends Error {}
