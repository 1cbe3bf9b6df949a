import type { BehaviourDay } from '@zhike/shared/contracts/customer-behaviour';
import { addDays } from '@zhike/shared/formulas/calendar';
import { describe, expect, test } from 'vitest';
import { layOutBars, type Span } from './lay-out-bars.ts';

const TODAY = '2026-11-28';
const SIZE = { width: 240, height: 60 };
const lay = (days: BehaviourDay[], span: Span = 'days') => layOutBars({ today: TODAY, days }, span, SIZE);
const on = (daysAgo: number, count: number, group: BehaviourDay['group'] = 'said'): BehaviourDay => ({
  day: addDays(TODAY, -daysAgo),
  group,
  count,
});

test('a day a bar, thirty of them, the last one today and none outside of the picture', () => {
  const { bars } = lay([on(0, 4)]);
  expect(bars).toHaveLength(30);
  expect(bars[0]!.from).toBe('2026-10-30');
  expect(bars.at(-1)).toMatchObject({ from: TODAY, to: TODAY, total: 4 });
  expect(bars[0]!.x).toBeGreaterThanOrEqual(0);
  expect(bars.at(-1)!.x + bars.at(-1)!.width).toBeLessThanOrEqual(SIZE.width);
});

test('twelve weeks end with the seven days to today; no day is in two bars or in none', () => {
  const { bars, total } = lay(
    Array.from({ length: 84 }, (_, daysAgo) => on(daysAgo, 1)),
    'weeks',
  );
  expect(bars).toHaveLength(12);
  expect(bars.at(-1)).toMatchObject({ from: '2026-11-22', to: TODAY });
  expect(bars.map((bar) => bar.total)).toEqual(Array(12).fill(7));
  expect(total).toBe(84);
});

describe('the height of a bar', () => {
  test('is its share of the highest, which fills the picture', () => {
    const { bars } = lay([on(0, 10), on(1, 5)]);
    expect(bars.at(-1)!.parts).toEqual([{ group: 'said', count: 10, y: 0, height: 60 }]);
    expect(bars.at(-2)!.parts).toEqual([{ group: 'said', count: 5, y: 30, height: 30 }]);
  });

  test('is made of its groups, one on the other, without a gap', () => {
    const [, last] = lay([on(0, 1, 'read'), on(0, 2, 'contacted'), on(0, 3, 'said')]).bars.slice(-2);
    expect(last!.parts.map(({ group, y, height }) => [group, y, height])).toEqual([
      ['contacted', 40, 20],
      ['said', 10, 30],
      ['read', 0, 10],
    ]);
  });

  test('shows one message beside a thousand, and never rises over the picture', () => {
    const { bars } = lay([on(3, 1), on(0, 1_000), on(0, 1, 'read'), on(0, 1, 'other')]);
    expect(bars.at(-4)!.parts[0]!.height).toBe(2);
    for (const part of bars.flatMap(({ parts }) => parts)) expect(part.y).toBeGreaterThanOrEqual(0);
  });
});

test('sums name what occurs within the span only, and the day of the last one', () => {
  const days = [on(40, 8, 'read'), on(2, 3), on(9, 1, 'contacted')];
  expect(lay(days)).toMatchObject({
    sums: [
      { group: 'contacted', count: 1 },
      { group: 'said', count: 3 },
    ],
    total: 4,
    active: 2,
    lastDay: '2026-11-26',
  });
  expect(lay(days, 'weeks').sums).toContainEqual({ group: 'read', count: 8 });
  expect(lay([on(40, 8)])).toMatchObject({ sums: [], total: 0, active: 0, lastDay: null });
});
