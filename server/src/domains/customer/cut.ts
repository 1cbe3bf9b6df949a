/** A text no longer than its column, in characters as people count them; nothing stays null. */
export const cut = (text: string | null, length: number): string | null =>
  text ? [...text].slice(0, length).join('') : null;
