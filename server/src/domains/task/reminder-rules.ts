import type { TaskSettings } from '@zhike/shared/contracts/task-settings';
import { addDays, isWithin, minutesOf } from '@zhike/shared/formulas/calendar';
import {
  addWorkingMinutes,
  isWorkday,
  isWorkingMoment,
  nextWorkday,
  nextWorkingMoment,
  type WorkCalendar,
} from '../../engines/workdays/workdays.ts';
import { businessDate, businessTime, instantOf } from '../../platform/business-time.ts';
import type { RemindStep } from './entity.ts';
import { DigestInQuietHours, NoTimeForNotices } from './errors.ts';

const MINUTE = 60_000;

export interface Reminder {
  at: number;
  step: RemindStep;
}

export interface Remindable {
  /** Deadline or snooze, whichever is later. */
  sortAt: number;
  escalatedAt: number | null;
}

/** Bad settings would leave a notice waiting for ever, or send one into the night that was asked to be quiet. */
export function checkTaskSettings({ hours, quietHours, digestTimes }: TaskSettings): void {
  if (!quietHours) return;
  const minutes = Array.from(
    { length: minutesOf(hours.to) - minutesOf(hours.from) },
    (_, n) => minutesOf(hours.from) + n,
  );
  if (minutes.every((minute) => isWithin(minute, quietHours.from, quietHours.to))) throw new NoTimeForNotices();
  for (const time of digestTimes)
    if (isWithin(minutesOf(time), quietHours.from, quietHours.to)) throw new DigestInQuietHours({ time });
}

/** The first moment from `now` on when people are at work and want to be told. */
export function nextNoticeMoment(
  now: number,
  { quietHours }: Pick<TaskSettings, 'quietHours'>,
  calendar: WorkCalendar,
) {
  let moment = nextWorkingMoment(now, calendar);
  if (!quietHours) return moment;
  for (;;) {
    const { date, minuteOfDay } = businessTime(moment, calendar.timeZone);
    if (!isWithin(minuteOfDay, quietHours.from, quietHours.to)) return moment;
    const end = minutesOf(quietHours.to);
    moment = nextWorkingMoment(
      instantOf(minuteOfDay < end ? date : addDays(date, 1), end, calendar.timeZone),
      calendar,
    );
  }
}

/** What is still to come before and at the deadline; null when it has passed. */
export function reminderAhead(
  sortAt: number,
  now: number,
  { reminders: { minutesBefore } }: Pick<TaskSettings, 'reminders'>,
): Reminder | null {
  const soonAt = sortAt - (minutesBefore ?? 0) * MINUTE;
  if (soonAt < sortAt && soonAt > now) return { at: soonAt, step: 'before' };
  return sortAt > now ? { at: sortAt, step: 'due' } : null;
}

/** The first reminder of a task that begins anew: put off, handed over or opened again. Null: never. */
export function firstReminder(
  task: Remindable,
  now: number,
  settings: TaskSettings,
  calendar: WorkCalendar,
): Reminder | null {
  return reminderAhead(task.sortAt, now, settings) ?? escalationOf(task, now, settings, calendar);
}

/** Working time after the deadline; of one that is late already, after now. */
function escalationOf(
  { sortAt, escalatedAt }: Remindable,
  now: number,
  { escalation }: TaskSettings,
  calendar: WorkCalendar,
): Reminder | null {
  if (!escalation.isOn || escalatedAt !== null) return null;
  return { at: addWorkingMinutes(Math.max(sortAt, now), escalation.afterMinutes, calendar), step: 'escalate' };
}

export interface ReminderDecision {
  tell: 'soon' | 'due' | 'escalate' | null;
  /** The moment that is told of; a digest sent since then has told of it already. */
  of: number;
  next: Reminder | null;
}

/** What to do with a task whose moment has come. */
export function decideReminder(
  task: Remindable & { remindStep: RemindStep | null },
  now: number,
  settings: TaskSettings,
  calendar: WorkCalendar,
): ReminderDecision {
  const { sortAt, escalatedAt, remindStep: step } = task;
  const { reminders, escalation } = settings;
  const free = nextNoticeMoment(now, settings, calendar);
  if (step && free > now) return { tell: null, of: now, next: { at: free, step } };
  if (step === 'escalate') {
    return { tell: escalation.isOn && escalatedAt === null ? 'escalate' : null, of: now, next: null };
  }
  if (step === 'before' && now < sortAt) {
    return {
      tell: reminders.minutesBefore === null ? null : 'soon',
      of: sortAt - (reminders.minutesBefore ?? 0) * MINUTE,
      next: { at: sortAt, step: 'due' },
    };
  }
  return {
    tell: reminders.whenDue && step !== null ? 'due' : null,
    of: sortAt,
    // From the deadline on, however late it is told: work was waiting all that time.
    next: escalationOf(task, sortAt, settings, calendar),
  };
}

/** The digest that is due now: the last one of today, when people are at work; null: none. */
export function digestSlot(now: number, settings: TaskSettings, calendar: WorkCalendar): number | null {
  const day = businessDate(now, calendar.timeZone);
  if (!isWorkday(day, calendar)) return null;
  const passed = slotsOf(day, settings, calendar).filter((slot) => slot <= now);
  const last = passed.at(-1) ?? null;
  // On time is always right, even before opening; late only while people are at work.
  if (last === null || now - last < LATE_MS) return last;
  return isWorkingMoment(now, calendar) && nextNoticeMoment(now, settings, calendar) === now ? last : null;
}

const LATE_MS = 15 * MINUTE;
/** The end of what a calendar can name. */
export const NEVER = Date.UTC(9999, 0, 1);

/** When the next digest after `now` is due. */
export function nextDigestAt(now: number, settings: TaskSettings, calendar: WorkCalendar): number {
  if (settings.digestTimes.length === 0) return NEVER;
  const today = businessDate(now, calendar.timeZone);
  const later = isWorkday(today, calendar) ? slotsOf(today, settings, calendar).find((slot) => slot > now) : undefined;
  return later ?? slotsOf(nextWorkday(today, calendar), settings, calendar)[0]!;
}

function slotsOf(day: string, { digestTimes }: TaskSettings, { timeZone }: WorkCalendar): number[] {
  return [...digestTimes].sort().map((time) => instantOf(day, minutesOf(time), timeZone));
}
