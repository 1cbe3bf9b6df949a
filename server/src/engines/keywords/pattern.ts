import { RE2JS, RE2JSException } from 're2js';
import { DomainError } from '../../platform/errors.ts';

/** Not in the language of linear time, or no regular expression at all. */
export class PatternInvalid extends DomainError<{ field: string; reason: string }> {
  readonly code = 'keywords.pattern_invalid';
  readonly kind = 'invalid';
}

/** Wide forms of signs with a meaning: in a pattern they stand for themselves, as people type them among Chinese. */
const WIDE_SIGNS = /[（）？＊＋．［］｛｝｜＾＄＼]/g;

/** A pattern that becomes a machine of more than this many steps would cost every message too much. */
const MAX_STEPS = 2_000;

/** A regular expression that takes time in proportion to the text, whatever it says: no pattern of a user can hang the server. */
export interface LinearPattern {
  test(text: string): boolean;
}

/** Throws PatternInvalid for what cannot be run in linear time. Matches normalised text, so letters of either case mean the same. */
export function compilePattern(source: string, field = 'pattern'): LinearPattern {
  const refuse = (reason: string, cause?: unknown) => new PatternInvalid({ field, reason }, { cause });
  let pattern: RE2JS;
  try {
    const narrow = source.replace(WIDE_SIGNS, (sign) => `\\${sign}`).normalize('NFKC');
    pattern = RE2JS.compile(narrow, RE2JS.CASE_INSENSITIVE | RE2JS.DOTALL);
  } catch (error) {
    if (error instanceof RE2JSException) throw refuse(error.message.slice(0, 120), error);
    throw error;
  }
  if (pattern.programSize() > MAX_STEPS) throw refuse('pattern too large');
  if (pattern.matches('')) throw refuse('matches an empty text');
  return { test: (text) => pattern.matcher(text).find() };
}
