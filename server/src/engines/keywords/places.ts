import { normalise } from './normalise.ts';

/** UTF-16 units, `end` excluded. */
export interface Place {
  start: number;
  end: number;
}

interface Form {
  text: string;
  /** For each unit of `text`, the character of the original it came from. */
  from: Place[];
}

/** Where a text says a word, compared as keywords are: every occurrence, from the left, not overlapping. */
export function placesOf(text: string, word: string): Place[] {
  return placesIn(formOf(text), normalise(word));
}

/** The same for many words of one text. */
export function placesOfAll(text: string, words: readonly string[]): Map<string, Place[]> {
  const form = formOf(text);
  return new Map(words.map((word) => [word, placesIn(form, normalise(word))]));
}

function placesIn({ text, from }: Form, word: string): Place[] {
  const places: Place[] = [];
  if (word === '') return places;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length))
    places.push({ start: from[at]!.start, end: from[at + word.length - 1]!.end });
  return places;
}

/** The whole text's form, character by character: what is composed of several characters is found by each of them as it stands. */
function formOf(text: string): Form {
  let form = '';
  const from: Place[] = [];
  let start = 0;
  for (const character of text) {
    const end = start + character.length;
    const piece = /^\s$/u.test(character) ? (form.endsWith(' ') ? '' : ' ') : normalise(character);
    form += piece;
    for (let unit = 0; unit < piece.length; unit++) from.push({ start, end });
    start = end;
  }
  return { text: form, from };
}
