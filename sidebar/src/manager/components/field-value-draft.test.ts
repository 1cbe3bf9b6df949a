import type { CustomFieldKind, FieldValue } from '@zhike/shared/contracts/custom-field';
import { expect, test } from 'vitest';
import { emptyDraft, fieldDraftOf, readFieldDraft } from './field-value-draft.ts';

test.each<[CustomFieldKind, FieldValue]>([
  ['text', { kind: 'text', text: '朋友介绍' }],
  ['number', { kind: 'number', number: -12.5 }],
  ['date', { kind: 'date', day: '1958-03-08' }],
  ['single_choice', { kind: 'choice', optionIds: ['a'] }],
  ['multiple_choice', { kind: 'choice', optionIds: ['b', 'a'] }],
])('%s: what is opened and saved unchanged is the same', (kind, value) => {
  expect(readFieldDraft(kind, fieldDraftOf(value))).toEqual({ value });
});

test('nothing is nothing, but half a day is no day', () => {
  expect(readFieldDraft('text', emptyDraft)).toEqual({ value: null });
  expect(readFieldDraft('multiple_choice', emptyDraft)).toEqual({ value: null });
  expect(readFieldDraft('date', emptyDraft)).toEqual({ problem: '请选择日期' });
});
