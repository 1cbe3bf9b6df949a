import type { KeywordMatch } from '@zhike/shared/contracts/keywords';
import { normalise, withoutEnds } from './normalise.ts';
import { compilePattern, type LinearPattern } from './pattern.ts';
import { LONGEST_WORD, WordFinder } from './word-finder.ts';
import { DomainError } from '../../platform/errors.ts';

/** A word of which nothing is left to look for (invisible characters), or that is written out into something very long. */
export class KeywordUnusable extends DomainError<{ word: string }> {
  readonly code = 'keywords.word_unusable';
  readonly kind = 'invalid';
}

export interface KeywordHit<Key> {
  key: Key;
  /** Words of the condition that the message says, as the condition spells them; empty when only its pattern matched. */
  words: string[];
}

interface Entry<Key> {
  key: Key;
  match: KeywordMatch;
  any: number[];
  all: number[];
  none: number[];
  near: number[];
  pattern: LinearPattern | null;
}

interface Occurrence {
  start: number;
  end: number;
}

/** The conditions of many rules or word groups, compiled once; every message passes through all of them in one pass. */
export class KeywordSet<Key> {
  private readonly finder: WordFinder;
  private readonly spelling: string[] = [];
  /** Word → the entries that a text which says it may satisfy. */
  private readonly touched: number[][] = [];
  private readonly exact = new Map<string, number[]>();
  /** Entries without any word to look for: their pattern sees every message. */
  private readonly patternOnly: number[] = [];
  private readonly entries: Entry<Key>[];
  /** Words whose places matter, not only that they occur. */
  private readonly needsPlaces: boolean[] = [];
  /** In which message a word was seen last, so that nothing is cleared between messages. */
  private readonly seenIn: Uint32Array;
  private message = 0;

  /** Throws PatternInvalid and KeywordUnusable. Entries should have passed `KeywordMatch`. */
  constructor(conditions: readonly { key: Key; match: KeywordMatch }[]) {
    const ids = new Map<string, number>();
    const idOf = (word: string): number => {
      const form = usable(word, normalise(word));
      const known = ids.get(form) ?? ids.size;
      if (known === ids.size) {
        ids.set(form, known);
        this.spelling.push(word.trim());
        this.touched.push([]);
        this.needsPlaces.push(false);
      }
      return known;
    };
    this.entries = conditions.map(({ key, match }, index) => {
      const entry: Entry<Key> = {
        key,
        match,
        any: distinct(match.any.map(idOf)),
        all: distinct(match.all.map(idOf)),
        none: distinct(match.none.map(idOf)),
        near: distinct((match.near?.words ?? []).map(idOf)),
        pattern: match.pattern === null ? null : compilePattern(match.pattern),
      };
      for (const id of entry.near) this.needsPlaces[id] = true;
      for (const word of match.exact) {
        const form = usable(word, withoutEnds(normalise(word)));
        this.exact.set(form, [...(this.exact.get(form) ?? []), index]);
      }
      // All of `all` and `near` must be there, so any one of them will do to wake the entry.
      const waking = entry.all.length > 0 ? [entry.all[0]!] : entry.near.length > 0 ? [entry.near[0]!] : entry.any;
      for (const id of waking) this.touched[id]!.push(index);
      if (waking.length === 0 && match.exact.length === 0) this.patternOnly.push(index);
      return entry;
    });
    this.finder = new WordFinder([...ids.keys()]);
    this.seenIn = new Uint32Array(ids.size);
  }

  get size(): number {
    return this.entries.length;
  }

  /** Which conditions a message satisfies, each once. */
  match(text: string): KeywordHit<Key>[] {
    const form = normalise(text);
    if (form === '') return [];
    // A wrapped counter would make words seem seen that are not.
    if (++this.message === 0xffff_ffff) {
      this.seenIn.fill(0);
      this.message = 1;
    }
    let woken: Set<number> | undefined;
    let places: Map<number, Occurrence[]> | undefined;
    this.finder.find(form, (id, start, end) => {
      if (this.seenIn[id] !== this.message) {
        this.seenIn[id] = this.message;
        const touched = this.touched[id]!;
        if (touched.length > 0) woken ??= new Set();
        for (const index of touched) woken!.add(index);
      }
      if (!this.needsPlaces[id]) return;
      places ??= new Map();
      const known = places.get(id);
      if (known) known.push({ start, end });
      else places.set(id, [{ start, end }]);
    });
    const exact = this.exact.size > 0 ? (this.exact.get(withoutEnds(form)) ?? []) : [];
    for (const index of [...exact, ...this.patternOnly]) woken = (woken ?? new Set()).add(index);
    if (!woken) return [];
    const hits: KeywordHit<Key>[] = [];
    for (const index of woken) {
      const words = this.wordsOf(this.entries[index]!, form, places);
      if (words) hits.push({ key: this.entries[index]!.key, words });
    }
    return hits;
  }

  /** The words that satisfy an entry, or null when it is not satisfied. */
  private wordsOf(entry: Entry<Key>, form: string, places?: Map<number, Occurrence[]>): string[] | null {
    const { match, any, all, none, near, pattern } = entry;
    const isSaid = (id: number) => this.seenIn[id] === this.message;
    const said = any.filter(isSaid);
    if (any.length > 0 && said.length === 0) return null;
    if (!all.every(isSaid) || none.some(isSaid) || !near.every(isSaid)) return null;
    const whole = match.exact.length > 0 ? withoutEnds(form) : '';
    const exact = match.exact.find((word) => withoutEnds(normalise(word)) === whole);
    if (match.exact.length > 0 && exact === undefined) return null;
    if (
      match.near &&
      !areNear(
        near.map((id) => places?.get(id) ?? []),
        match.near.within,
      )
    )
      return null;
    if (pattern && !pattern.test(form)) return null;
    const words = distinct([...said, ...all, ...near]).map((id) => this.spelling[id]!);
    return exact === undefined ? words : [...words, exact.trim()];
  }
}

/** Whether one occurrence of each word can be chosen so that at most `within` other characters lie between the first and the last. */
function areNear(places: Occurrence[][], within: number): boolean {
  const all = places
    .flatMap((list, word) => list.map((place) => ({ ...place, word })))
    .sort((a, b) => a.start - b.start || a.end - b.end);
  // Of each word the latest so far: the tightest window that ends here begins with the earliest of these.
  const latest: (Occurrence | undefined)[] = places.map(() => undefined);
  for (const { word, start, end } of all) {
    latest[word] = { start, end };
    if (latest.includes(undefined)) continue;
    const chosen = latest as Occurrence[];
    const from = Math.min(...chosen.map((place) => place.start));
    const to = Math.max(...chosen.map((place) => place.end));
    const covered = chosen.reduce((sum, place) => sum + place.end - place.start, 0);
    if (to - from - covered <= within) return true;
  }
  return false;
}

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];

function usable(word: string, form: string): string {
  if (form === '' || form.length > LONGEST_WORD) throw new KeywordUnusable({ word });
  return form;
}
