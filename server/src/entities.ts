/** Every table the program knows, listed by hand. */
export const entities = [] as const;
