import { expect, test } from 'vitest';
import { ageNear, type KeptBirthday } from './kept-birthdays.ts';

const birthday = (born: string | null, calendar: KeptBirthday['calendar'] = 'solar'): KeptBirthday => ({
  fieldId: 'f',
  name: '生日',
  calendar,
  isOwnChoice: false,
  born,
});

test('a greeting is about the birthday that is near: up to a month ahead, or a week ago', () => {
  const age = (today: string) => ageNear([birthday('1996-12-01')], today);
  expect([age('2026-11-01'), age('2026-12-01'), age('2026-12-08')]).toEqual([30, 30, 30]);
  expect([age('2026-10-31'), age('2026-12-09')]).toEqual([null, null]);
});

test('of two birthdays the nearer one is meant; what is not noted, or lies ahead, has no age', () => {
  expect(ageNear([birthday('1996-12-20'), birthday('2020-11-30')], '2026-12-01')).toBe(6);
  expect(ageNear([birthday(null), birthday('2027-01-01'), birthday('2026-11-30')], '2026-12-01')).toBeNull();
});

test('by the moon it is the moon’s day and the moon’s years', () => {
  // 农历一九九六年十月廿一 is 1996-12-01; in 2026 that day is 11-29.
  expect(ageNear([birthday('1996-12-01', 'lunar')], '2026-11-29')).toBe(30);
  expect(ageNear([birthday('1996-12-01', 'lunar')], '2026-10-29')).toBeNull();
});
