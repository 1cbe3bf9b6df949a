import { expect, test } from 'vitest';
import { Filter, MAX_FILTER_CONDITIONS, MAX_FILTER_DEPTH } from './filter.ts';

const october = {
  field: 'behaviour',
  op: 'count',
  values: ['follow_up'],
  from: '2026-10-01',
  to: '2026-10-31',
  min: 2,
};
const leaf = { field: 'stage', op: 'any', values: ['a'] };
const nested = (times: number): unknown => {
  let filter: unknown = leaf;
  for (let depth = 0; depth < times; depth++) filter = { not: filter };
  return filter;
};
const fits = (filter: unknown) => Filter.safeParse(filter).success;

test('a filter may be as deep and as long as it may be, and no more', () => {
  expect(fits(nested(MAX_FILTER_DEPTH - 1))).toBe(true);
  expect(fits(nested(MAX_FILTER_DEPTH))).toBe(false);
  const tens = (branches: number) => ({ any: Array(branches).fill({ all: Array(10).fill(leaf) }) });
  expect(fits(tens(MAX_FILTER_CONDITIONS / 10))).toBe(true);
  expect(fits(tens(MAX_FILTER_CONDITIONS / 10 + 1))).toBe(false);
});

test('one nested a hundred thousand deep is refused like any other, without using up the stack', () => {
  const refused = Filter.safeParse(nested(100_000));
  expect(refused.success).toBe(false);
  expect(refused.error?.issues).toHaveLength(1);
  expect(fits({ all: [nested(100_000)], any: 'x' })).toBe(false);
});

test.each([
  ['nothing', null],
  ['a list', [leaf]],
  ['two joins at once', { all: [leaf], any: [leaf] }],
  ['an empty group', { all: [] }],
  ['a condition with something else in it', { ...leaf, sql: '1 = 1' }],
  ['a field that is no name', { ...leaf, field: 'stage; DROP TABLE customer' }],
  ['no value', { ...leaf, values: [] }],
  ['a value of spaces', { ...leaf, values: ['  '] }],
  ['a span without ends', { field: 'added_at', op: 'between' }],
  ['a span that is no number', { field: 'added_at', op: 'between', from: Infinity }],
  ['a count without ends', { field: 'behaviour', op: 'count', values: ['follow_up'], days: 7 }],
  ['a count over no days', { field: 'behaviour', op: 'count', values: ['follow_up'], min: 1 }],
  ['a count over days said twice', { ...october, days: 7 }],
  ['a count that ends before it begins', { ...october, to: '2026-09-30' }],
  ['a count from a day that there is not', { ...october, from: '2026-10-32' }],
  ['days that are none', { field: 'added_at', op: 'within_days', days: 0 }],
])('%s is no filter', (_what, filter) => {
  expect(fits(filter)).toBe(false);
});
