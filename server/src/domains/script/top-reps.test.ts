import { expect, test } from 'vitest';
import { decideTopReps } from './top-reps.ts';

const of = (...customers: number[]) => customers.map((count, at) => ({ userId: `rep-${at}`, customers: count }));

test('the three with the most customers who answered are the top reps of a small team', () => {
  expect(decideTopReps(of(5, 9, 2, 7))).toEqual(['rep-1', 'rep-3', 'rep-0']);
});

test('one customer is chance: who had no more is nobody’s example', () => {
  expect(decideTopReps(of(1, 0, 4))).toEqual(['rep-2']);
  expect(decideTopReps(of(1, 1))).toEqual([]);
});

test('of many senders every fifth is one, and equals are not told apart', () => {
  const team = of(...Array.from({ length: 20 }, (_, at) => 40 - at));
  expect(decideTopReps(team)).toEqual(['rep-0', 'rep-1', 'rep-2', 'rep-3']);
  expect(decideTopReps(of(5, 5, 5, 5))).toHaveLength(4);
});
