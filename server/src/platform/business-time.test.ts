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

test('a quarter of an hour in which clocks change is read minute by minute', () => {
  // Casey 2020-10-04: 00:01 became 03:01.
  const zone = 'Antarctica/Casey';
  const minutes = ['2020-10-03T16:00:00Z', '2020-10-03T16:01:00Z', '2020-10-03T16:14:59Z'];
  expect(minutes.map((iso) => businessTime(at(iso), zone).minuteOfDay)).toEqual([0, 181, 194]);
  expect(businessTime(at('2020-10-03T16:15:59Z'), zone)).toEqual({ date: '2020-10-04', weekday: 7, minuteOfDay: 195 });
});
