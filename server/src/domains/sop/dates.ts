import type { SopDefinition } from '@zhike/shared/contracts/sop';
import { addDays } from '@zhike/shared/formulas/calendar';
import { businessDate, instantOf } from '../../platform/business-time.ts';
import { lastDaysOf } from './last-days.ts';
import type { SopRow } from './entity.ts';

/** Birthdays are dates too. */
const MAX_YEARS = 130;
/** Days on which nothing of ours ran are made up for; congratulations that come later than this would be none. */
export const MADE_UP_FOR_DAYS = 7;
/** A step before a long break is moved to the day before the break. */
const BEFORE_BREAKS = 31;

/** Whether customers begin it by themselves when a date of theirs comes round. */
export const beginsByDate = ({ start, auto }: Pick<SopDefinition, 'start' | 'auto'>): boolean =>
  start.kind === 'date' && auto !== null;

/**
 * So many days before her date a customer begins: the day before her first step. Conditions are asked when they matter, and whoever looks
 * what comes tomorrow finds her.
 */
export function leadDaysOf({ steps, daysOff }: Pick<SopDefinition, 'steps' | 'daysOff'>): number {
  const first = Math.min(0, ...steps.map(({ at }) => (at.kind === 'day' ? at.days : 0)));
  return -first + (daysOff === 'before' ? BEFORE_BREAKS : 1);
}

/** The days whose customers are to be looked at now, both inclusive; null: none. */
export function daysToLookAt(
  { definition, datesSince, datesTo }: Pick<SopRow, 'definition' | 'datesSince' | 'datesTo'>,
  now: number,
  timeZone: string,
): { first: string; last: string } | null {
  const today = businessDate(now, timeZone);
  const last = addDays(today, leadDaysOf(definition));
  const latest = (...days: string[]) => days.reduce((a, b) => (a > b ? a : b));
  const first = latest(
    // Of a day further back no step is left.
    addDays(today, -Math.max(lastDaysOf(definition), MADE_UP_FOR_DAYS)),
    ...(datesSince === null ? [] : [businessDate(datesSince, timeZone)]),
    ...(datesTo === null ? [] : [addDays(datesTo, 1)]),
  );
  return first > last ? null : { first, last };
}

/** What was due before this moment is past for those who begin around this day: late only because nothing of ours ran, they miss nothing. */
export function pastBefore(
  { definition, datesSince }: Pick<SopRow, 'definition' | 'datesSince'>,
  day: string,
  now: number,
  timeZone: string,
): number {
  const begins = instantOf(addDays(day, -leadDaysOf(definition)), 0, timeZone);
  const madeUpFor = instantOf(addDays(businessDate(now, timeZone), -MADE_UP_FOR_DAYS), 0, timeZone);
  return Math.min(now, Math.max(begins, datesSince ?? 0, madeUpFor));
}

/** The dates that come round on a day: itself, and every year the same day of all years before. 29 February is the 28th without one. */
export function datesOn(day: string, yearly: boolean): string[] {
  if (!yearly) return [day];
  const [year, rest] = [Number(day.slice(0, 4)), day.slice(4)];
  const dates: string[] = [];
  for (let of = year; of > year - MAX_YEARS; of--) {
    if (rest !== '-02-29' || isLeap(of)) dates.push(`${of}${rest}`);
    if (rest === '-02-28' && isLeap(of) && !isLeap(year)) dates.push(`${of}-02-29`);
  }
  return dates.toSorted();
}

const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** A new version that means other customers, or another date of theirs, looks at them anew. */
export function placeInDates(
  { definition: before, isOn, datesSince, datesTo, datesAfter }: SopRow,
  after: SopDefinition,
  now: number,
): Pick<SopRow, 'datesDueAt' | 'datesSince' | 'datesTo' | 'datesAfter'> {
  const meansTheSame = JSON.stringify([before.start, before.auto]) === JSON.stringify([after.start, after.auto]);
  return {
    datesDueAt: isOn && beginsByDate(after) ? now : null,
    ...(meansTheSame ? { datesSince, datesTo, datesAfter } : { datesSince: now, datesTo: null, datesAfter: null }),
  };
}
