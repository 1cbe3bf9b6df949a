import type { Filter } from '@zhike/shared/contracts/filter';
import { expect, test } from 'vitest';
import { startOfDay } from '../../../shared/format/time.ts';
import { changePart, groupDraftOf, filterOf, isGroup, newCondition, newGroup } from './draft.ts';

const tag: Filter = { field: 'tag', op: 'any', values: ['a'] };
const count: Filter = { field: 'behaviour', op: 'count', values: ['follow_up'], days: 30, max: 0 };

test.each<[string, Filter]>([
  ['one condition', tag],
  ['several that hold at once', { all: [tag, count] }],
  ['groups in groups', { any: [{ all: [tag, count] }, { field: 'added_at', op: 'between', from: 5 }] }],
  ['none of several', { not: { any: [tag, count] } }],
  ['not all of several', { not: { all: [tag, count] } }],
  ['nothing within some days', { not: { field: 'last_contact_at', op: 'within_days', days: 7 } }],
  ['a condition that only a group can deny', { not: count }],
  [
    'how often in October',
    { field: 'behaviour', op: 'count', values: ['follow_up'], from: '2026-10-01', to: '2026-10-31', min: 2 },
  ],
  ['how often since a day', { field: 'behaviour', op: 'count', values: ['follow_up'], from: '2026-10-01', min: 2 }],
  ['a number of at least so much', { field: 'field.01a', op: 'range', min: -0.5 }],
  ['a number of at most so much', { field: 'field.01a', op: 'range', max: 0 }],
  ['a number between two', { field: 'field.01a', op: 'range', min: 20, max: 30 }],
  ['a day to come', { field: 'field.01b', op: 'next_days', days: 7 }],
  ['a day that is not near', { not: { field: 'field.01b', op: 'next_days', days: 7 } }],
  [
    'days before 1970',
    { field: 'field.01b', op: 'between', from: startOfDay('1958-03-08'), to: startOfDay('1961-01-01') },
  ],
  ['words', { field: 'corp_name', op: 'contains', text: '家具' }],
])('%s comes back from the builder as it was saved', (_what, filter) => {
  expect(filterOf(groupDraftOf(filter))).toEqual(filter);
});

test('what can be said without "not" is said without it', () => {
  expect(filterOf(groupDraftOf({ not: tag }))).toEqual({ ...tag, op: 'none' });
  expect(filterOf(groupDraftOf({ not: { not: tag } }))).toEqual(tag);
});

test('nothing is asked while something is incomplete', () => {
  expect(filterOf(groupDraftOf(null))).toBeNull();
  const unfinished = newCondition('tag', 'any');
  const draft = newGroup([newCondition('stage', 'present'), unfinished]);
  expect(filterOf(draft)).toBeNull();
  const finished = changePart(draft, unfinished.key, (part) => (isGroup(part) ? part : { ...part, values: ['a'] }));
  expect(filterOf(finished)).toEqual({ all: [{ field: 'stage', op: 'present' }, tag] });
  expect(filterOf(changePart(finished, unfinished.key, () => null))).toEqual({ field: 'stage', op: 'present' });
});

test('a number is asked for once its ends are there, the smaller one first', () => {
  const between = newCondition('field.01a', 'range');
  expect(between.min).toBeNull();
  const asked = (min: number | null, max: number | null) => filterOf({ ...between, min, max });
  expect([asked(1, null), asked(null, 1), asked(2, 1)]).toEqual([null, null, null]);
  expect(asked(1, 1)).toEqual({ field: 'field.01a', op: 'range', min: 1, max: 1 });
  expect(filterOf({ ...between, op: 'at_least', min: 0, max: 5 })).toEqual({ field: 'field.01a', op: 'range', min: 0 });
});
