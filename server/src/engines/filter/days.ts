import { addDays } from '@zhike/shared/formulas/calendar';
import { businessDate, instantOf } from '../../platform/business-time.ts';
import type { ConditionOf, FilterContext } from './field.ts';

/** The first and the last of the last N business days, today included. Days are counted on the calendar, whatever clocks do. */
export function lastDays(days: number, { now, timeZone }: FilterContext): { from: string; to: string } {
  const today = businessDate(now, timeZone);
  return { from: addDays(today, 1 - days), to: today };
}

const FIRST_DAY = '0000-01-01';
const LAST_DAY = '9999-12-31';

/** The days over which a condition counts, both included. */
export function countedDays(condition: ConditionOf<'count'>, context: FilterContext): { from: string; to: string } {
  const { days, from = FIRST_DAY, to = LAST_DAY } = condition;
  return days === undefined ? { from, to } : lastDays(days, context);
}

/** Epoch ms of the midnight that began the last N business days. */
export function beginOfLastDays(days: number, context: FilterContext): number {
  return instantOf(lastDays(days, context).from, 0, context.timeZone);
}

/** From the midnight that began today to the one that ends the last of the next N business days. */
export function spanOfNextDays(days: number, { now, timeZone }: FilterContext): { from: number; to: number } {
  const today = businessDate(now, timeZone);
  return { from: instantOf(today, 0, timeZone), to: instantOf(addDays(today, days), 0, timeZone) };
}

/** The first calendar day that begins at this moment or after it, as the midnight that begins it in UTC. */
export function firstDayFrom(at: number, { timeZone }: FilterContext): number {
  const day = businessDate(at, timeZone);
  return Date.parse(`${instantOf(day, 0, timeZone) < at ? addDays(day, 1) : day}T00:00:00Z`);
}
