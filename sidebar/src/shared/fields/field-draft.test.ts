import { changeCustomerField } from '@zhike/shared/contracts/customer-changes';
import { MAX_FIELD_CHOICES, MAX_FIELD_TEXT } from '@zhike/shared/contracts/custom-field';
import { expect, test } from 'vitest';
import { draftOf, isSameValue, MAX_CHOICES, MAX_TEXT, offeredOptions, readDraft } from './field-draft.ts';

const accepts = (value: unknown) => changeCustomerField.body!.safeParse({ value }).success;

test('the limits are those of the contract', () => {
  expect([MAX_TEXT, MAX_CHOICES]).toEqual([MAX_FIELD_TEXT, MAX_FIELD_CHOICES]);
});

test.each([
  ['128', 128],
  [' 1,200.50 ', 1200.5],
  ['-0.0001', -0.0001],
  ['1.50000', 1.5],
  ['128。5', 128.5],
  ['-0', 0],
  ['0.', 0],
  ['1,200.', 1200],
  ['.5', 0.5],
  ['\u2212.5', -0.5],
  ['100000000000', 1e11],
])('the number %s', (draft, number) => {
  const read = readDraft.number(draft);
  expect(read).toEqual({ value: { kind: 'number', number } });
  expect('value' in read && accepts(read.value)).toBe(true);
});

test.each([
  ['30万', '请填写数字,例如 128 或 0.5'],
  ['1,2', '请填写数字,例如 128 或 0.5'],
  ['0x10', '请填写数字,例如 128 或 0.5'],
  ['.', '请填写数字,例如 128 或 0.5'],
  ['-', '请填写数字,例如 128 或 0.5'],
  ['0.12345', '最多 4 位小数'],
  ['100000000001', '数字太大,最大 1000 亿'],
])('%s is no number that can be kept', (draft, problem) => {
  expect(readDraft.number(draft)).toEqual({ problem });
});

test.each(['1900-01-01', '2026-03-10', '2999-12-31'])('the day %s', (day) => {
  expect(readDraft.date(day)).toEqual({ value: { kind: 'date', day } });
  expect(accepts({ kind: 'date', day })).toBe(true);
});

test('a day out of reach, or half of one, is not kept', () => {
  expect(readDraft.date('0202-03-10')).toEqual({ problem: '请选择 1900 年到 2999 年之间的日期' });
  expect(readDraft.date('')).toEqual({ problem: '请选择日期' });
});

test('an emptied text or number empties the field', () => {
  expect(readDraft.text(' \n ')).toEqual({ value: null });
  expect(readDraft.number(' ')).toEqual({ value: null });
  expect(readDraft.text(' 喜欢安静\n')).toEqual({ value: { kind: 'text', text: '喜欢安静' } });
});

test('what is shown at first is what would be saved', () => {
  expect(draftOf({ value: { kind: 'number', number: 0.5 } })).toBe('0.5');
  expect(draftOf({ value: { kind: 'date', day: '1990-05-01' } })).toBe('1990-05-01');
  expect(draftOf({ value: null })).toBe('');
});

test('retired options are offered to those alone who have them', () => {
  const options = [
    { id: 'a', label: '客厅', isRetired: false },
    { id: 'b', label: '阳台', isRetired: true },
  ];
  const offered = (optionIds: string[]) =>
    offeredOptions({ options, value: optionIds.length ? { kind: 'choice', optionIds } : null });
  expect(offered([]).map(({ label }) => label)).toEqual(['客厅']);
  expect(offered(['b']).map(({ label }) => label)).toEqual(['客厅', '阳台']);
});

test('the same choice in another order is no change', () => {
  const choice = (...optionIds: string[]) => ({ kind: 'choice' as const, optionIds });
  expect(isSameValue(choice('a', 'b'), choice('b', 'a'))).toBe(true);
  expect(isSameValue(choice('a'), choice('b'))).toBe(false);
  expect(isSameValue({ kind: 'text', text: '12' }, { kind: 'number', number: 12 })).toBe(false);
  expect(isSameValue(null, null)).toBe(true);
  expect(isSameValue(null, { kind: 'text', text: 'a' })).toBe(false);
});
