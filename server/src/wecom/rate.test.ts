import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CallLane } from './call.ts';
import { addCalls, type RateState, takeCalls } from './rate.ts';

const FREE: RateState = { minuteUsedUntil: 0, hourUsedUntil: 0 };
const MINUTE = 60_000;

/** Calls as fast as the budget lets, and notes when each was made. */
function callAsFastAsPossible(
  limit: { perMinute: number; perHour: number },
  lane: CallLane,
  forMs: number,
  block: number,
  start = 1_000_000,
): number[] {
  let state = FREE;
  let now = start;
  const calls: number[] = [];
  while (now < start + forMs) {
    const taken = takeCalls(state, limit, lane, now, block);
    state = taken.state;
    for (let call = 0; call < taken.granted; call++) calls.push(now);
    now += Math.max(1, taken.waitMs);
  }
  return calls;
}

const busiest = (calls: number[], windowMs: number) => {
  let most = 0;
  for (let first = 0, last = 0; last < calls.length; last++) {
    while (calls[last]! - calls[first]! >= windowMs) first++;
    most = Math.max(most, last - first + 1);
  }
  return most;
};

test('no minute holds more calls than allowed, wherever it begins', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_000 }), fc.integer({ min: 1, max: 50 }), (perMinute, block) => {
      const calls = callAsFastAsPossible({ perMinute, perHour: perMinute * 60 }, 'urgent', 3 * MINUTE, block);
      expect(busiest(calls, MINUTE)).toBeLessThanOrEqual(perMinute);
    }),
    { numRuns: 40 },
  );
});

test('no hour holds more calls than allowed, though every minute has room', () => {
  const calls = callAsFastAsPossible({ perMinute: 1_000, perHour: 3_000 }, 'urgent', 2.5 * 60 * MINUTE, 5);
  expect(busiest(calls, 60 * MINUTE)).toBeLessThanOrEqual(3_000);
  expect(calls.length).toBeGreaterThan(5_500);
});

test('most of the limit is usable in the long run', () => {
  const calls = callAsFastAsPossible({ perMinute: 600, perHour: 36_000 }, 'normal', 10 * MINUTE, 3);
  expect(calls.length).toBeGreaterThan(600 * 10 * 0.75);
});

test('when bulk work has used all it may, urgent calls still go at once', () => {
  const limit = { perMinute: 10_000, perHour: 150_000 };
  let state = FREE;
  const now = 1_000_000;
  for (
    let taken = takeCalls(state, limit, 'bulk', now, 50);
    taken.granted > 0;
    taken = takeCalls(state, limit, 'bulk', now, 50)
  )
    state = taken.state;
  expect(takeCalls(state, limit, 'bulk', now, 1).granted).toBe(0);
  expect(takeCalls(state, limit, 'normal', now, 1).granted).toBe(1);
  expect(takeCalls(state, limit, 'urgent', now, 500).granted).toBe(500);
});

test('a refusal says when a call will be free, and it then is', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 500 }),
      fc.constantFrom<CallLane>('urgent', 'normal', 'bulk'),
      (perMinute, lane) => {
        const limit = { perMinute, perHour: perMinute * 20 };
        const now = 5_000_000;
        const full = addCalls(FREE, limit, now, perMinute);
        const { granted, waitMs } = takeCalls(full, limit, lane, now, 1);
        if (granted === 0) expect(takeCalls(full, limit, lane, now + waitMs, 1).granted).toBe(1);
      },
    ),
  );
});

test('calls made without asking delay those that ask', () => {
  const limit = { perMinute: 100, perHour: 6_000 };
  const booked = addCalls(FREE, limit, 1_000, 60);
  expect(takeCalls(booked, limit, 'normal', 1_000, 1).granted).toBe(0);
});
