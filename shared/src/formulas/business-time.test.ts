import { expect, test } from 'vitest';
import { addDays, isWithin, localTime, momentOf, startOfDay, weekdayOf } from './business-time.ts';

const at = (iso: string) => Date.parse(iso);

test('a moment is read on the wall clock of the zone', () => {
  expect(localTime(at('2026-11-07T16:05:00Z'), 'Asia/Shanghai')).toEqual({ day: '2026-11-08', weekday: 7, minute: 5 });
  expect(localTime(at('2026-11-07T16:05:00Z'), 'UTC')).toEqual({ day: '2026-11-07', weekday: 6, minute: 965 });
});

test('a day begins at local midnight', () => {
  expect(startOfDay('2026-11-08', 'Asia/Shanghai')).toBe(at('2026-11-07T16:00:00Z'));
  expect(startOfDay('2026-07-01', 'America/New_York')).toBe(at('2026-07-01T04:00:00Z'));
  expect(startOfDay('2026-12-01', 'America/New_York')).toBe(at('2026-12-01T05:00:00Z'));
});

test('a day whose clock changes still begins and ends where people say', () => {
  // Berlin 2026-03-29: 02:00 becomes 03:00. 2026-10-25: 03:00 becomes 02:00.
  expect(startOfDay('2026-03-29', 'Europe/Berlin')).toBe(at('2026-03-28T23:00:00Z'));
  expect(startOfDay('2026-03-30', 'Europe/Berlin')).toBe(at('2026-03-29T22:00:00Z'));
  expect(startOfDay('2026-10-26', 'Europe/Berlin')).toBe(at('2026-10-25T23:00:00Z'));
  expect(momentOf('2026-03-29', 9 * 60, 'Europe/Berlin')).toBe(at('2026-03-29T07:00:00Z'));
});

test('days follow one another over months and years', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
  expect(weekdayOf('2026-11-09')).toBe(1);
});

test('a span of hours may reach over midnight', () => {
  expect(isWithin(600, '09:00', '18:00')).toBe(true);
  expect(isWithin(1080, '09:00', '18:00')).toBe(false);
  expect(isWithin(60, '22:00', '06:00')).toBe(true);
  expect(isWithin(720, '22:00', '06:00')).toBe(false);
});
