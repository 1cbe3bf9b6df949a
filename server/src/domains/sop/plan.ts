import type { SopDefinition, SopMoment, SopStep } from '@zhike/shared/contracts/sop';
import { addDays, minutesOf } from '@zhike/shared/formulas/calendar';
import { businessTime, instantOf } from '../../platform/business-time.ts';

/** How days off are known, and where the business day begins. */
export interface PlanCalendar {
  timeZone: string;
  isWorkday(day: string): boolean;
}

export interface PlannedStep {
  step: SopStep;
  /** Epoch ms of business time. */
  dueAt: number;
  /** The day it would have been on, when it was moved. */
  movedFrom: string | null;
}

/** A holiday of so many days in a row has not been seen; whoever marks all days as off gets the day itself. */
const LONGEST_BREAK = 60;

/**
 * When each step is due for somebody who starts at a moment, soonest first; equal moments in the order of the definition. Of SOPs by the
 * calendar the start plays no part.
 */
export function planSteps(
  { steps, daysOff }: Pick<SopDefinition, 'steps' | 'daysOff'>,
  startsAt: number,
  calendar: PlanCalendar,
): PlannedStep[] {
  return steps
    .map((step, index) => ({ index, step, ...placeStep(step.at, startsAt, daysOff, calendar) }))
    .toSorted((a, b) => a.dueAt - b.dueAt || a.index - b.index)
    .map(({ step, dueAt, movedFrom }) => ({ step, dueAt, movedFrom }));
}

function placeStep(
  at: SopMoment,
  startsAt: number,
  daysOff: SopDefinition['daysOff'],
  { timeZone, isWorkday }: PlanCalendar,
): Pick<PlannedStep, 'dueAt' | 'movedFrom'> {
  const exact = at.kind === 'minutes' ? startsAt + at.minutes * 60_000 : null;
  const clock = exact === null ? null : businessTime(exact, timeZone);
  const day =
    clock?.date ?? (at.kind === 'on' ? at.day : addDays(businessTime(startsAt, timeZone).date, daysOfStep(at)));
  const minute = clock?.minuteOfDay ?? minutesOf((at as Extract<SopMoment, { time: string }>).time);
  const placed = daysOff === 'as_is' ? day : workdayNear(day, daysOff === 'after' ? 1 : -1, isWorkday);
  if (placed === day) return { dueAt: exact ?? instantOf(day, minute, timeZone), movedFrom: null };
  return { dueAt: instantOf(placed, minute, timeZone), movedFrom: day };
}

const daysOfStep = (at: SopMoment) => (at.kind === 'day' ? at.days : 0);

function workdayNear(day: string, step: 1 | -1, isWorkday: (day: string) => boolean): string {
  for (let near = day, tries = 0; tries < LONGEST_BREAK; near = addDays(near, step), tries++)
    if (isWorkday(near)) return near;
  return day;
}

/**
 * The next occurrence of a yearly day, from the day `notBefore` on. 29 February is the 28th in years without one.
 * @param day the date itself, e.g. of birth
 */
export function yearlyOn(day: string, notBefore: string): string {
  const [, month, date] = day.split('-') as [string, string, string];
  for (let year = Number(notBefore.slice(0, 4)); ; year++) {
    const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
    const inYear = `${String(year).padStart(4, '0')}-${month}-${month === '02' && date === '29' && !isLeap ? '28' : date}`;
    if (inYear >= notBefore && inYear >= day) return inYear;
  }
}
