/** A text may be as long as a page; a line tells how it begins. */
const LINE_CHARACTERS = 30;

export function shortened(text: string): string {
  const characters = [...text.replace(/\s+/g, ' ').trim()];
  return characters.length > LINE_CHARACTERS
    ? `${characters.slice(0, LINE_CHARACTERS - 1).join('')}…`
    : characters.join('');
}
