import type { FilterFieldView } from '@zhike/shared/contracts/filter-field';
import { expect, test } from 'vitest';
import { offeredFields, operatorsOf } from './operators.ts';

const field: FilterFieldView = {
  name: 'field.01a',
  label: '预算',
  kind: 'number',
  input: 'number',
  unit: '万',
  isRetired: false,
  operators: ['range', 'present', 'empty'],
  options: [],
};
const asked = (part: Partial<FilterFieldView>) => operatorsOf({ ...field, ...part }, true).map(({ label }) => label);

test('a number is asked for in three ways, all of which are one operator of the filter', () => {
  expect(asked({})).toEqual(['至少', '至多', '介于', '已填写', '未填写']);
});

test('only of dates that may lie ahead the next days are asked for', () => {
  const date = { kind: 'date', input: 'date' } as const;
  expect(asked({ ...date, operators: ['within_days', 'next_days'] })).toContain('在未来几天内');
  expect(asked({ ...date, operators: ['within_days'] })).not.toContain('在未来几天内');
});

test('a field out of use is not offered', () => {
  const retired = { ...field, name: 'field.01b', isRetired: true };
  expect(offeredFields([field, retired])).toEqual([field]);
});

test('whatever its kind, a field of the company is filled in or not', () => {
  const said = (part: Partial<FilterFieldView>) => asked({ ...part, operators: ['present', 'empty'] });
  expect(said({ kind: 'date' })).toEqual(['已填写', '未填写']);
  expect(said({ kind: 'choice' })).toEqual(['已填写', '未填写']);
  expect(said({ kind: 'set' })).toEqual(['已填写', '未填写']);
  expect(said({ name: 'last_added_at', kind: 'date' })).toEqual(['有记录', '没有记录']);
});
