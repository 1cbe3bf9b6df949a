import { expect, test } from 'vitest';
import { addDays, countDays, daysBetween, isWithin, weekdayOf } from './calendar.ts';

test('days follow one another over months and years', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
  expect(weekdayOf('2026-11-09')).toBe(1);
  expect(weekdayOf('2026-11-15')).toBe(7);
  expect(daysBetween('2026-02-27', '2026-03-01')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
  expect(countDays('2026-02-27', '2026-03-01')).toBe(3);
  expect([countDays('2026-03-01', '2026-03-01'), countDays('2026-03-02', '2026-03-01')]).toEqual([1, 0]);
  expect(countDays('0001-01-01', '9999-12-31')).toBe(3_652_059);
});

test('a span of hours may reach over midnight', () => {
  expect(isWithin(600, '09:00', '18:00')).toBe(true);
  expect(isWithin(1080, '09:00', '18:00')).toBe(false);
  expect(isWithin(60, '22:00', '06:00')).toBe(true);
  expect(isWithin(720, '22:00', '06:00')).toBe(false);
});
