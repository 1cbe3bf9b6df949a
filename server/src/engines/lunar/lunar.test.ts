import { addDays, countDays } from '@zhike/shared/formulas/calendar';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { birthDatesKeptOn } from './birth-dates.ts';
import { type Birthday, nextAnniversary, nextBirthday } from './birthday.ts';
import { festivals, festivalsIn } from './festivals.ts';
import { lunarDayOf, lunarDayText, solarOfLunar } from './lunar-day.ts';
import { isYearAnnounced, officialDay } from './official-days.ts';

const solar = (month: number, day: number, year?: number): Birthday => ({ calendar: 'solar', month, day, year });
const lunar = (month: number, day: number, rest: { year?: number; isLeapMonth?: boolean } = {}): Birthday => ({
  calendar: 'lunar',
  month,
  day,
  isLeapMonth: false,
  ...rest,
});
const festivalDay = (name: string, year: number) =>
  festivalsIn(year, year)
    .filter((one) => one.name === name)
    .map(({ day }) => day);

describe('the lunar calendar', () => {
  test.each([
    ['春节', 2024, ['2024-02-10']],
    ['春节', 2025, ['2025-01-29']],
    ['春节', 2026, ['2026-02-17']],
    ['春节', 2027, ['2027-02-06']],
    ['中秋节', 2026, ['2026-09-25']],
    ['端午节', 2026, ['2026-06-19']],
    // The month of 2025-12-20 has 29 days: there is no 年三十, 除夕 is the 29th.
    ['除夕', 2026, ['2026-02-16']],
    ['除夕', 2024, ['2024-02-09']],
    ['元宵节', 2026, ['2026-03-03']],
    ['清明节', 2026, ['2026-04-05']],
    ['清明节', 2024, ['2024-04-04']],
    ['七夕节', 2026, ['2026-08-19']],
    // Leap months have no festivals: 2025 has two sixth months, its seventh is one.
    ['七夕节', 2025, ['2025-08-29']],
    ['重阳节', 2026, ['2026-10-18']],
    ['冬至', 2026, ['2026-12-22']],
    ['冬至', 2024, ['2024-12-21']],
    ['小年', 2026, ['2026-02-10']],
    ['腊八节', 2026, ['2026-01-26']],
    // 2025 has it in its January; the one of the next lunar year comes in January 2026.
    ['腊八节', 2025, ['2025-01-07']],
    ['母亲节', 2026, ['2026-05-10']],
    ['父亲节', 2026, ['2026-06-21']],
    ['国庆节', 2026, ['2026-10-01']],
  ])('%s %i', (name, year, days) => {
    expect(festivalDay(name, year)).toEqual(days);
  });

  test('several years come in the order of their days, each festival by one id', () => {
    const days = festivalsIn(2024, 2030);
    expect(days).toEqual([...days].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)));
    expect(days.every(({ day }) => day >= '2024-01-01' && day <= '2030-12-31')).toBe(true);
    expect(new Set(festivals.map(({ id }) => id)).size).toBe(festivals.length);
    for (const { id } of festivals) expect(days.filter((one) => one.id === id).length).toBeGreaterThanOrEqual(6);
  });

  test('a day is called as people call it', () => {
    expect(lunarDayText('2026-09-25')).toBe('八月十五');
    expect(lunarDayText('2025-07-25')).toBe('闰六月初一');
    expect(lunarDayText('2026-12-31')).toBe('冬月廿三');
  });

  test('there and back again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 73_000 }), (days) => {
        const day = addDays('1900-02-01', days);
        expect(solarOfLunar(lunarDayOf(day))).toBe(day);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the next birthday', () => {
  test.each<[string, Birthday, string, string, number | null]>([
    ['today counts', solar(5, 1, 1990), '2026-05-01', '2026-05-01', 36],
    ['yesterday is next year', solar(5, 1, 1990), '2026-05-02', '2027-05-01', 37],
    ['without a year there is no age', solar(5, 1), '2026-01-01', '2026-05-01', null],
    ['29 February is kept on the 28th in a common year', solar(2, 29, 2000), '2026-02-01', '2026-02-28', 26],
    ['29 February is itself in a leap year', solar(2, 29, 2000), '2028-02-01', '2028-02-29', 28],
    ['on 1 March of a common year it is over', solar(2, 29, 2000), '2026-03-01', '2027-02-28', 27],
    ['the day of birth is none', solar(5, 1, 2026), '2026-05-01', '2027-05-01', 1],
    ['a lunar one moves with the moon', lunar(8, 15, { year: 1990 }), '2026-01-01', '2026-09-25', 36],
    ['in January it belongs to the lunar year before', lunar(12, 8, { year: 1990 }), '2026-01-20', '2026-01-26', 35],
    [
      'born on the 30th, in a month of 29 days it is the last',
      lunar(12, 30, { year: 1989 }),
      '2026-02-01',
      '2026-02-16',
      36,
    ],
    [
      'born in a leap month, it is the same leap month',
      lunar(6, 1, { isLeapMonth: true }),
      '2025-06-25',
      '2025-07-25',
      null,
    ],
    [
      'or the ordinary month where a year has none',
      lunar(6, 1, { isLeapMonth: true }),
      '2026-01-01',
      '2026-07-14',
      null,
    ],
    ['born in an ordinary month, the leap month is too late', lunar(6, 1), '2025-07-01', '2026-07-14', null],
  ])('%s', (_what, birthday, from, day, years) => {
    expect(nextBirthday(birthday, from)).toEqual({ day, years });
  });

  test.each<[string, Birthday]>([
    ['31 June', solar(6, 31)],
    ['29 February of a common year', solar(2, 29, 2001)],
    ['month 13', solar(13, 1)],
    ['a lunar 31st', lunar(6, 31)],
    ['a leap month its year has not', lunar(6, 1, { year: 2026, isLeapMonth: true })],
    ['a 30th its month has not', lunar(12, 30, { year: 2025 })],
    ['half a day', lunar(6, 1.5)],
  ])('%s is refused', (_what, birthday) => {
    expect(() => nextBirthday(birthday, '2026-01-01')).toThrow('calendar.date_impossible');
  });

  const someday = fc.integer({ min: 0, max: 47_000 }).map((days) => addDays('1970-01-01', days));
  const anyone = fc.oneof(
    fc.record({
      calendar: fc.constant('solar' as const),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 28 }),
    }),
    fc.constant(solar(2, 29)),
    fc.record({
      calendar: fc.constant('lunar' as const),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 30 }),
      isLeapMonth: fc.boolean(),
    }),
  );
  test('is never in the past, never more than 13 moons ahead, and the one after it is another', () => {
    fc.assert(
      fc.property(anyone, someday, (birthday, from) => {
        const { day } = nextBirthday(birthday, from);
        expect(day >= from).toBe(true);
        expect(countDays(from, day)).toBeLessThanOrEqual(386);
        expect(nextBirthday(birthday, day).day).toBe(day);
        const after = nextBirthday(birthday, addDays(day, 1)).day;
        // From a leap month to the ordinary one of the next year it is eleven moons.
        expect(countDays(day, after)).toBeGreaterThan(320);
      }),
      { numRuns: 500 },
    );
  });
});

test('an anniversary counts its years', () => {
  expect(nextAnniversary('2023-11-28', '2026-11-28')).toEqual({ day: '2026-11-28', years: 3 });
  expect(nextAnniversary('2024-02-29', '2026-03-01')).toEqual({ day: '2027-02-28', years: 3 });
  expect(nextAnniversary('2026-11-28', '2026-11-28')).toEqual({ day: '2027-11-28', years: 1 });
});

describe('official days off', () => {
  test('days of holidays, and weekend days that are worked for them', () => {
    expect(officialDay('2026-02-17')).toEqual({ isWorked: false, name: '春节' });
    expect(officialDay('2026-02-14')).toEqual({ isWorked: true, name: '春节' });
    expect(officialDay('2026-01-01')).toEqual({ isWorked: false, name: '元旦' });
    expect(officialDay('2026-03-02')).toBeNull();
  });
  test('a year that is not announced is known as such, until somebody enters it', () => {
    expect([2024, 2025, 2026, 2099].map((year) => isYearAnnounced(year))).toEqual([true, true, true, false]);
    const entered = new Map([['2099-10-01', { isWorked: false, name: '国庆节' }]]);
    expect(isYearAnnounced(2099, entered)).toBe(true);
    expect(officialDay('2099-10-01', entered)).toEqual({ isWorked: false, name: '国庆节' });
    expect(officialDay('2099-10-01')).toBeNull();
  });
});

describe('the dates of birth whose birthday is kept on a day', () => {
  test.each<[string, string, 'solar' | 'lunar', string, boolean]>([
    ['1990-05-01', '2026-05-01', 'solar', 'the same day of another year', true],
    ['2026-05-01', '2026-05-01', 'solar', 'the day of birth itself is none', false],
    ['2000-02-29', '2026-02-28', 'solar', 'the leap day, in a common year', true],
    ['2000-02-29', '2028-02-28', 'solar', 'in a leap year it has a day of its own', false],
    ['2000-02-29', '2028-02-29', 'solar', 'which is this one', true],
    ['1990-10-03', '2026-09-25', 'lunar', '八月十五', true],
    ['2025-07-25', '2026-07-14', 'lunar', '闰六月初一, in a year without that month', true],
    ['1990-01-26', '2026-02-16', 'lunar', '腊月三十, in a month of 29 days', true],
  ])('%s on %s by the %s calendar: %s', (born, day, calendar, _why, isKept) => {
    expect(birthDatesKeptOn(day, calendar).includes(born)).toBe(isKept);
  });

  test('are those whose next birthday it is, and no others', () => {
    const born = fc.integer({ min: 0, max: 45_000 }).map((days) => addDays('1900-02-01', days));
    const later = fc.integer({ min: 0, max: 400 });
    fc.assert(
      fc.property(born, later, fc.constantFrom('solar' as const, 'lunar' as const), (birth, days, calendar) => {
        const [year, month, day] = birth.split('-').map(Number) as [number, number, number];
        const birthday: Birthday =
          calendar === 'solar' ? { calendar, year, month, day } : { calendar, ...lunarDayOf(birth) };
        const next = nextBirthday(birthday, addDays('2026-01-01', days)).day;
        expect(birthDatesKeptOn(next, calendar)).toContain(birth);
        expect(birthDatesKeptOn(addDays(next, 1), calendar)).not.toContain(birth);
      }),
      { numRuns: 200 },
    );
  });
});
