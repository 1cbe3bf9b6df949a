import type { RuleWhen } from '@zhike/shared/contracts/automation-rule';
import { addDays, minutesOf } from '@zhike/shared/formulas/calendar';
import type { DaySpan } from './registry.ts';
import { businessDate, instantOf } from '../../platform/business-time.ts';

export type DateWhen = Extract<RuleWhen, { kind: 'date' }>;

/** Birthdays are dates too. */
const MAX_YEARS = 130;

/** When a date rule looks next: the first `at` of a business day after this moment. */
export function nextLook(when: DateWhen, after: number, timeZone: string): number {
  const today = businessDate(after, timeZone);
  const at = instantOf(today, minutesOf(when.at), timeZone);
  return at > after ? at : instantOf(addDays(today, 1), minutesOf(when.at), timeZone);
}

/**
 * Which dates are due on a business day, as spans of time: that of `offsetDays` ago, for `yearly` the same day of the years before it.
 * Who has the 29th of February is remembered on the 28th when there is no 29th.
 */
export function spansDueOn(when: DateWhen, day: string, timeZone: string): DaySpan[] {
  const base = addDays(day, -when.offsetDays);
  const days = when.repeat === 'once' ? [base] : yearsBefore(base);
  return days.map((one) => ({
    day: one,
    from: instantOf(one, 0, timeZone),
    to: instantOf(addDays(one, 1), 0, timeZone),
  }));
}

function yearsBefore(day: string): string[] {
  const [year, rest] = [Number(day.slice(0, 4)), day.slice(4)];
  const found: string[] = [];
  for (let before = year - 1; before > year - MAX_YEARS; before--) {
    if (rest !== '-02-29' || isLeap(before)) found.push(`${before}${rest}`);
    if (rest === '-02-28' && isLeap(before) && !isLeap(year)) found.push(`${before}-02-29`);
  }
  return found;
}

const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
