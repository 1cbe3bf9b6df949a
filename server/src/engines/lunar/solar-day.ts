import { DateImpossible } from './errors.ts';

const two = (part: number) => String(part).padStart(2, '0');

/** `2026-02-17`. */
export const dayText = (year: number, month: number, day: number) =>
  `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;

export function partsOf(day: string): { year: number; month: number; day: number } {
  const [year, month, date] = day.split('-').map(Number);
  return { year: year!, month: month!, day: date! };
}

const isLeapYear = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** @param year when known: 29 February is no day of every year */
export function checkSolar(month: number, day: number, year?: number | null): void {
  const most = DAYS[month - 1];
  const isThere = Number.isInteger(day) && most !== undefined && day >= 1 && day <= most;
  const isInYear = !year || month !== 2 || day !== 29 || isLeapYear(year);
  if (!isThere || !isInYear) throw new DateImpossible({ calendar: 'solar', month, day });
}

/** Where the day stands in a year: 29 February is kept on the 28th in common years, so that it stays in its month. */
export function solarDayIn(year: number, month: number, day: number): string {
  return dayText(year, month, month === 2 && day === 29 && !isLeapYear(year) ? 28 : day);
}
