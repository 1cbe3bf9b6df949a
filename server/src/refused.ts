/** A command will not do what was asked; the message says why and what to do, in a sentence for whoever runs it. */
export class Refused extends Error {}
