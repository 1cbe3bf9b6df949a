import { HolidayUtil } from 'lunar-typescript';

/** What the State Council announced for a day: off, or a weekend day that is worked (调休). */
export interface OfficialDay {
  isWorked: boolean;
  /** Of which festival: 春节. */
  name: string;
}

/** By day, as managers enter it before the package knows a year. */
export type OfficialDays = ReadonlyMap<string, OfficialDay>;

/** The package has fragments of years before it was kept; an announcement names some thirty days. */
const WHOLE_YEAR = 20;

/** Whether it is known which days of a year are off: next year's are announced in November. */
export function isYearAnnounced(year: number, entered: OfficialDays = new Map()): boolean {
  if (HolidayUtil.getHolidays(year).length >= WHOLE_YEAR) return true;
  return [...entered.keys()].some((day) => day.startsWith(`${year}-`));
}

/** What was announced for a day; null where nothing was, and in years not announced yet (`isYearAnnounced`). */
export function officialDay(day: string, entered: OfficialDays = new Map()): OfficialDay | null {
  const own = entered.get(day);
  if (own) return own;
  const known = HolidayUtil.getHoliday(day);
  return known ? { isWorked: known.isWork(), name: known.getName().replace(/^元旦节$/, '元旦') } : null;
}
