import type { Filter } from '@zhike/shared/contracts/filter';
import { expect, test } from 'vitest';
import { changePart, draftOf, filterOf, isGroup, newCondition, newGroup } from './draft.ts';

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
  ['words', { field: 'corp_name', op: 'contains', text: '家具' }],
])('%s comes back from the builder as it was saved', (_what, filter) => {
  expect(filterOf(draftOf(filter))).toEqual(filter);
});

test('what can be said without "not" is said without it', () => {
  expect(filterOf(draftOf({ not: tag }))).toEqual({ ...tag, op: 'none' });
  expect(filterOf(draftOf({ not: { not: tag } }))).toEqual(tag);
});

test('nothing is asked while something is incomplete', () => {
  expect(filterOf(draftOf(null))).toBeNull();
  const unfinished = newCondition('tag', 'any');
  const draft = newGroup([newCondition('stage', 'present'), unfinished]);
  expect(filterOf(draft)).toBeNull();
  const finished = changePart(draft, unfinished.key, (part) => (isGroup(part) ? part : { ...part, values: ['a'] }));
  expect(filterOf(finished)).toEqual({ all: [{ field: 'stage', op: 'present' }, tag] });
  expect(filterOf(changePart(finished, unfinished.key, () => null))).toEqual({ field: 'stage', op: 'present' });
});
