import { randomKey } from '../../../shared/drafts/random-key.ts';

export interface FollowUpDraft {
  text: string;
  /** Epoch ms. */
  nextAt: number | null;
  idempotencyKey: string;
}

export const MAX_TEXT = 1000;

/** A draft keeps its key as long as it lives: sent twice, it is logged once. */
export function emptyDraft(random: () => string = randomKey): FollowUpDraft {
  return { text: '', nextAt: null, idempotencyKey: random() };
}

/** Quick words are added to what is written, not put in its place. */
export function addWords(text: string, words: string): string {
  const before = text.trimEnd();
  if (before === '') return words;
  return (/[,。;、,.;!?!?]$/u.test(before) ? before + words : `${before},${words}`).slice(0, MAX_TEXT);
}

/** What the server is sent, or null while something is missing or wrong. */
export function toRequest(draft: FollowUpDraft, now: number) {
  const text = draft.text.trim();
  if (text === '' || (draft.nextAt !== null && draft.nextAt <= now)) return null;
  return { text, nextAt: draft.nextAt ?? undefined, idempotencyKey: draft.idempotencyKey };
}
