export const LONGEST_WORD = 64;

/**
 * Finds all words of a dictionary in one pass over a text. The first two characters choose the lengths that words beginning with them
 * have, and a slice of each such length is looked up: at most as many steps at a position as there are lengths, whatever the text, and
 * hardly any at most positions (see decision 075).
 */
export class WordFinder {
  /** Words that begin with a UTF-16 unit: 0 none, else 1 + the place in `beginnings`. */
  private readonly begins = new Uint16Array(65_536);
  private readonly beginnings: Beginning[] = [];
  private readonly ids = new Map<string, number>();

  /** @param words normalised; the id of a word is its place in the list */
  constructor(words: readonly string[]) {
    for (const [id, word] of words.entries()) {
      if (word.length === 0 || word.length > LONGEST_WORD) throw new Error('a word has 1 to 64 characters');
      if (this.ids.has(word)) throw new Error('words must differ');
      this.ids.set(word, id);
      const beginning = this.beginningWith(word.charCodeAt(0));
      if (word.length === 1) {
        beginning.single = id;
        continue;
      }
      const second = word.charCodeAt(1);
      const known = beginning.lengths.get(second) ?? [];
      if (!known.includes(word.length))
        beginning.lengths.set(
          second,
          [...known, word.length].sort((a, b) => a - b),
        );
    }
  }

  private beginningWith(unit: number): Beginning {
    const known = this.beginnings[this.begins[unit]! - 1];
    if (known) return known;
    const beginning: Beginning = { single: -1, lengths: new Map() };
    this.begins[unit] = this.beginnings.push(beginning);
    return beginning;
  }

  /** Every occurrence, overlapping ones too, in the order of their beginnings. */
  find(text: string, onWord: (id: number, start: number, end: number) => void): void {
    const { length } = text;
    for (let start = 0; start < length; start++) {
      const place = this.begins[text.charCodeAt(start)]!;
      if (place === 0) continue;
      const { single, lengths } = this.beginnings[place - 1]!;
      if (single >= 0) onWord(single, start, start + 1);
      if (start + 1 >= length) continue;
      const sizes = lengths.get(text.charCodeAt(start + 1));
      if (!sizes) continue;
      for (const size of sizes) {
        if (start + size > length) break;
        const id = this.ids.get(text.slice(start, start + size));
        if (id !== undefined) onWord(id, start, start + size);
      }
    }
  }
}

interface Beginning {
  /** The word that is this one character, or -1. */
  single: number;
  /** Second unit → lengths of such words, ascending. */
  lengths: Map<number, number[]>;
}
