import { Lunar, LunarMonth, Solar } from 'lunar-typescript';
import { DateImpossible } from './errors.ts';
import { partsOf } from './solar-day.ts';

export interface LunarDay {
  /** The year that begins with 春节; months of January and February mostly belong to the one before. */
  year: number;
  /** 1 to 12. */
  month: number;
  /** 闰月: the second of two months with the same number. */
  isLeapMonth: boolean;
  day: number;
}

/** The lunar day of `2026-09-25`. */
export function lunarDayOf(day: string): LunarDay {
  const lunar = lunarOf(day);
  const month = lunar.getMonth();
  return { year: lunar.getYear(), month: Math.abs(month), isLeapMonth: month < 0, day: lunar.getDay() };
}

/** How it is called on a poster: 八月十五, 闰六月初一. */
export function lunarDayText(day: string): string {
  const lunar = lunarOf(day);
  return `${lunar.getMonthInChinese()}月${lunar.getDayInChinese()}`;
}

/** @param year the lunar year, when known: most have no leap month, and months have 29 or 30 days */
export function checkLunar(month: number, day: number, isLeapMonth: boolean, year?: number | null): void {
  const isThere =
    Number.isInteger(month) && month >= 1 && month <= 12 && Number.isInteger(day) && day >= 1 && day <= 30;
  if (isThere && (!year || day <= (daysIn(year, month, isLeapMonth) ?? 0))) return;
  throw new DateImpossible({ calendar: 'lunar', month, day });
}

/**
 * Where a lunar day stands in a lunar year. Who was born in a leap month celebrates in the ordinary month of that number where a year
 * has no such leap month; the 30th is kept on the last day where a month has 29.
 */
export function solarOfLunar({ year, month, isLeapMonth, day }: LunarDay): string {
  const leapDays = isLeapMonth ? daysIn(year, month, true) : null;
  const days = leapDays ?? daysIn(year, month, false)!;
  return Lunar.fromYmd(year, leapDays === null ? month : -month, Math.min(day, days))
    .getSolar()
    .toYmd();
}

/** null: that year has no such month. */
function daysIn(year: number, month: number, isLeapMonth: boolean): number | null {
  return LunarMonth.fromYm(year, isLeapMonth ? -month : month)?.getDayCount() ?? null;
}

function lunarOf(text: string): Lunar {
  const { year, month, day } = partsOf(text);
  return Solar.fromYmd(year, month, day).getLunar();
}
