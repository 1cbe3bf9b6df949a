import { checkLunar, lunarDayOf, solarOfLunar } from './lunar-day.ts';
import { checkSolar, partsOf, solarDayIn } from './solar-day.ts';

/** When somebody was born. The year is often unknown; a lunar one is the lunar year. */
export type Birthday =
  | { calendar: 'solar'; year?: number | null; month: number; day: number }
  | { calendar: 'lunar'; year?: number | null; month: number; day: number; isLeapMonth: boolean };

export interface Occurrence {
  /** `2026-09-25`. */
  day: string;
  /** How many years old she becomes (周岁), or how many years it has been; null when the year is unknown. */
  years: number | null;
}

/**
 * The first birthday on `from` or later, the day of birth itself not counted. 29 February is kept on the 28th in common years; see
 * `solarOfLunar` for lunar ones.
 */
export function nextBirthday(birthday: Birthday, from: string): Occurrence {
  const { year = null, month, day } = birthday;
  if (birthday.calendar === 'solar') {
    checkSolar(month, day, year);
    return firstFrom(from, partsOf(from).year, year, (one) => solarDayIn(one, month, day));
  }
  const { isLeapMonth } = birthday;
  checkLunar(month, day, isLeapMonth, year);
  return firstFrom(from, lunarDayOf(from).year, year, (one) => solarOfLunar({ year: one, month, day, isLeapMonth }));
}

/** The first anniversary of a day on `from` or later, by the solar calendar; the day itself not counted. */
export function nextAnniversary(since: string, from: string): Occurrence & { years: number } {
  const { year, month, day } = partsOf(since);
  const { day: next, years } = nextBirthday({ calendar: 'solar', year, month, day }, from);
  return { day: next, years: years! };
}

/** It is in the year of `from` or, when that is over, in the next. */
function firstFrom(from: string, yearOfFrom: number, born: number | null, dayIn: (year: number) => string): Occurrence {
  let year = Math.max(yearOfFrom, born === null ? yearOfFrom : born + 1);
  while (dayIn(year) < from) year += 1;
  return { day: dayIn(year), years: born === null ? null : year - born };
}
