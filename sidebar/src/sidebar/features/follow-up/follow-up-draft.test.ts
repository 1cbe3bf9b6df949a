import { expect, test } from 'vitest';
import { addWords, emptyDraft, toRequest } from './follow-up-draft.ts';

test('quick words go behind what is written', () => {
  expect(addWords('', '未接通')).toBe('未接通');
  expect(addWords('电话沟通', '未接通')).toBe('电话沟通,未接通');
  expect(addWords('电话沟通。', '未接通')).toBe('电话沟通。未接通');
});

test('a draft is sent with its own key, and without a date when none was chosen', () => {
  const draft = { ...emptyDraft(() => 'key-1'), text: ' 看过样板间 ' };
  expect(toRequest(draft, 1_000)).toEqual({ text: '看过样板间', nextAt: undefined, idempotencyKey: 'key-1' });
  expect(toRequest({ ...draft, nextAt: 2_000 }, 1_000)).toMatchObject({ nextAt: 2_000 });
});

test('without words, or with a date gone by, nothing is sent', () => {
  const draft = emptyDraft();
  expect(toRequest({ ...draft, text: '  ' }, 1_000)).toBeNull();
  expect(toRequest({ ...draft, text: '好', nextAt: 900 }, 1_000)).toBeNull();
  expect(draft.idempotencyKey).toMatch(/^[0-9a-f]{32}$/);
});
