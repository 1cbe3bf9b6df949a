import type { CareDate } from '@zhike/shared/contracts/care-of-customer';
import { expect, test } from 'vitest';
import { sayDate, saySoon } from './say-care.ts';

const date = (daysLeft: number, calendar: CareDate['calendar'] = 'solar'): CareDate => ({
  fieldId: '01F',
  name: '生日',
  calendar,
  isOwnChoice: false,
  lunar: '三月初八',
  next: { day: '2026-04-24', daysLeft, years: 36, lunar: '三月初八' },
});

test.each([
  [date(0), '今天生日 · 4月24日 · 36 岁'],
  [date(1), '明天生日 · 4月24日 · 36 岁'],
  [date(3, 'lunar'), '生日还有 3 天 · 农历三月初八 · 36 岁'],
  [date(31), null],
  [{ ...date(3), next: null }, null],
])('a birthday ahead %#', (one, said) => {
  expect(saySoon(one)).toBe(said);
});

test('in the profile both calendars stand beside each other', () => {
  expect(sayDate(date(200))).toBe('农历三月初八 · 下次 4月24日,36 岁');
  expect(sayDate({ ...date(1), lunar: null, next: null })).toBe('还没有填写');
});
