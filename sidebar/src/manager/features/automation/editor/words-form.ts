import type { KeywordMatch } from '@zhike/shared/contracts/keywords';

/** What must be said. */
export interface WordsForm {
  match: 'contains' | 'exact' | 'whatever';
  any: string[];
  all: string[];
  none: string[];
  exact: string[];
  nearOn: boolean;
  nearWords: string[];
  nearWithin: number;
  patternOn: boolean;
  pattern: string;
}

export const emptyWords: WordsForm = {
  match: 'contains',
  any: [],
  all: [],
  none: [],
  exact: [],
  nearOn: false,
  nearWords: [],
  nearWithin: 10,
  patternOn: false,
  pattern: '',
};

/** What is saved, as the editor shows it. */
export function wordsFormOf({ any, all, none, exact, near, pattern }: KeywordMatch): WordsForm {
  return {
    match: exact.length > 0 ? 'exact' : 'contains',
    any,
    all,
    none,
    exact,
    nearOn: near !== null,
    nearWords: near?.words ?? [],
    nearWithin: near?.within ?? emptyWords.nearWithin,
    patternOn: pattern !== null,
    pattern: pattern ?? '',
  };
}

/** What is saved of it; null: whatever is said. */
export function keywordsOf(form: WordsForm): KeywordMatch | null {
  if (form.match === 'whatever') return null;
  const contains = form.match === 'contains';
  return {
    any: contains ? form.any : [],
    all: contains ? form.all : [],
    none: form.none,
    exact: contains ? [] : form.exact,
    near: contains && form.nearOn ? { words: form.nearWords, within: form.nearWithin } : null,
    pattern: contains && form.patternOn ? form.pattern.trim() : null,
  };
}
