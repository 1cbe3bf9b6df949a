import { expect, test } from 'vitest';
import { isGreetedAlready, type Turn } from './welcome-turn.ts';

const HOUR = 3_600_000;
const half: Turn = { toldBy: 'half', occurredAt: 100 * HOUR, status: 'sent' };

test('whoever was greeted for the half friend is not greeted again for the whole one', () => {
  expect(isGreetedAlready(half, { toldBy: 'whole', occurredAt: 100 * HOUR + 1000 })).toBe(true);
  expect(isGreetedAlready({ ...half, status: 'waiting' }, { toldBy: 'whole', occurredAt: 100 * HOUR })).toBe(true);
});

test('the order of the two does not matter', () => {
  const whole: Turn = { ...half, toldBy: 'whole' };
  expect(isGreetedAlready(whole, { toldBy: 'half', occurredAt: 100 * HOUR - 1000 })).toBe(true);
});

test('a missed greeting may be made good with the second code', () => {
  expect(isGreetedAlready({ ...half, status: 'missed' }, { toldBy: 'whole', occurredAt: 100 * HOUR + 1000 })).toBe(
    false,
  );
});

test('whoever comes back later is greeted again', () => {
  const whole: Turn = { ...half, toldBy: 'whole' };
  expect(isGreetedAlready(whole, { toldBy: 'whole', occurredAt: 100 * HOUR + 60_000 })).toBe(false);
  expect(isGreetedAlready(half, { toldBy: 'whole', occurredAt: 130 * HOUR })).toBe(false);
  expect(isGreetedAlready(null, { toldBy: 'whole', occurredAt: 0 })).toBe(false);
});
