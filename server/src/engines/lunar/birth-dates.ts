import { LunarYear } from 'lunar-typescript';
import { addDays } from '@zhike/shared/formulas/calendar';
import { lunarDayOf, solarOfLunar } from './lunar-day.ts';
import { dayText, partsOf, solarDayIn } from './solar-day.ts';

/** Nobody whose birthday it is was born before. */
const FIRST_YEAR = 1900;

/**
 * The dates of birth whose birthday is kept on a day: the other way round of `nextBirthday`. A few hundred at most, so that whoever has
 * her birthday is found by an index over dates of birth.
 */
export function birthDatesKeptOn(day: string, calendar: 'solar' | 'lunar'): string[] {
  return calendar === 'solar' ? solarDatesKeptOn(day) : lunarDatesKeptOn(day);
}

function solarDatesKeptOn(day: string): string[] {
  const kept = partsOf(day);
  const dates: string[] = [];
  for (let year = FIRST_YEAR; year < kept.year; year += 1) {
    const { month, day: date } = kept;
    // In years without a 29th the 28th stands for it, which is another date of birth.
    if (solarDayIn(year, month, date) === dayText(year, month, date)) dates.push(dayText(year, month, date));
    const isKeptForLeapDay = month === 2 && date === 28 && solarDayIn(kept.year, 2, 29) === day;
    if (isKeptForLeapDay && solarDayIn(year, 2, 29) === dayText(year, 2, 29)) dates.push(dayText(year, 2, 29));
  }
  return dates;
}

function lunarDatesKeptOn(day: string): string[] {
  const kept = lunarDayOf(day);
  const wanted = [kept.day, 30]
    .filter((date, index, all) => all.indexOf(date) === index)
    .flatMap((date) => [false, true].map((isLeapMonth) => ({ month: kept.month, day: date, isLeapMonth })))
    .filter((one) => solarOfLunar({ year: kept.year, ...one }) === day);
  const dates: string[] = [];
  for (let year = FIRST_YEAR; year < kept.year; year += 1)
    for (const month of monthsOf(year))
      for (const one of wanted)
        if (month.month === one.month && month.isLeapMonth === one.isLeapMonth && one.day <= month.days)
          dates.push(addDays(month.firstDay, one.day - 1));
  return dates;
}

interface Month {
  month: number;
  isLeapMonth: boolean;
  days: number;
  firstDay: string;
}

/** Computing a year takes a millisecond, and all of a century are asked about again and again. */
const known = new Map<number, Month[]>();

function monthsOf(year: number): Month[] {
  let months = known.get(year);
  if (!months) {
    months = LunarYear.fromYear(year)
      .getMonthsInYear()
      .map((one) => {
        const month = Math.abs(one.getMonth());
        const isLeapMonth = one.isLeap();
        return {
          month,
          isLeapMonth,
          days: one.getDayCount(),
          firstDay: solarOfLunar({ year, month, isLeapMonth, day: 1 }),
        };
      });
    known.set(year, months);
  }
  return months;
}
