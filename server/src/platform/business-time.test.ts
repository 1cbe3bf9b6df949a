import { expect, test } from 'vitest';
import { businessTime, instantOf, startOfBusinessDay } from './business-time.ts';

const at = (iso: string) => Date.parse(iso);
const midnight = (day: string, zone: string) => instantOf(day, 0, zone);

test('a moment is read on the wall clock of the zone', () => {
  const moment = at('2026-11-07T16:05:00Z');
  expect(businessTime(moment, 'Asia/Shanghai')).toEqual({ date: '2026-11-08', weekday: 7, minuteOfDay: 5 });
  expect(businessTime(moment, 'UTC')).toEqual({ date: '2026-11-07', weekday: 6, minuteOfDay: 965 });
});

test('a business day begins at local midnight', () => {
  expect(startOfBusinessDay(at('2026-11-08T10:00:00Z'), 'Asia/Shanghai')).toBe(at('2026-11-07T16:00:00Z'));
  expect(midnight('2026-07-01', 'America/New_York')).toBe(at('2026-07-01T04:00:00Z'));
  expect(midnight('2026-12-01', 'America/New_York')).toBe(at('2026-12-01T05:00:00Z'));
});

test('a day whose clock changes still begins and ends where people say', () => {
  // Berlin 2026-03-29: 02:00 becomes 03:00. 2026-10-25: 03:00 becomes 02:00.
  expect(midnight('2026-03-29', 'Europe/Berlin')).toBe(at('2026-03-28T23:00:00Z'));
  expect(midnight('2026-03-30', 'Europe/Berlin')).toBe(at('2026-03-29T22:00:00Z'));
  expect(midnight('2026-10-26', 'Europe/Berlin')).toBe(at('2026-10-25T23:00:00Z'));
  expect(instantOf('2026-03-29', 9 * 60, 'Europe/Berlin')).toBe(at('2026-03-29T07:00:00Z'));
});
