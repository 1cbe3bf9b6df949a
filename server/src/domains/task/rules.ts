import type { TaskKind, TaskStatus } from '@zhike/shared/contracts/task';
import { addDays } from '@zhike/shared/formulas/calendar';
import { businessTime, instantOf } from '../../platform/business-time.ts';
import { TaskClosed, TaskStillOpen, TimeNotAhead } from './errors.ts';

/** Hours in which a first contact is expected, every day of the week: fairs and showrooms have no weekend. */
const WORK_STARTS = 9 * 60;
const WORK_ENDS = 18 * 60;
/** A new customer is contacted within this much working time, minutes. */
const FIRST_CONTACT_WITHIN = 120;

/** When a first contact is due: two working hours from now; what is left of them at closing time counts on from the next opening. */
export function firstContactDue(now: number, timeZone: string): number {
  let { date, minuteOfDay } = businessTime(now, timeZone);
  let left = FIRST_CONTACT_WITHIN;
  minuteOfDay = Math.max(minuteOfDay, WORK_STARTS);
  const today = Math.max(0, WORK_ENDS - minuteOfDay);
  if (today < left) {
    left -= today;
    date = addDays(date, 1);
    minuteOfDay = WORK_STARTS;
  }
  return instantOf(date, minuteOfDay + left, timeZone);
}

/** Due today at closing time, or tomorrow's when less than an hour of today is left: for what should not wait but is no emergency. */
export function endOfWorkDay(now: number, timeZone: string): number {
  const { date, minuteOfDay } = businessTime(now, timeZone);
  return instantOf(minuteOfDay > WORK_ENDS - 60 ? addDays(date, 1) : date, WORK_ENDS, timeZone);
}

const QUALITY = 'quality:';
/** One check for each hit. */
export const qualityTaskKey = (hitId: string) => `${QUALITY}${hitId}`;

export function hitOfTask({ kind, dedupeKey }: { kind: TaskKind; dedupeKey: string | null }): string | null {
  return kind === 'quality_check' && dedupeKey?.startsWith(QUALITY) ? dedupeKey.slice(QUALITY.length) : null;
}

interface Closable {
  id: string;
  status: TaskStatus;
  dueAt: number;
}

export function decideClose(task: Closable): void {
  if (task.status !== 'open') throw new TaskClosed({ taskId: task.id, status: task.status });
}

export function decideReopen(task: Closable): void {
  if (task.status === 'open') throw new TaskStillOpen({ taskId: task.id });
}

/** Putting off moves a task down the list; it never moves it up before its deadline. */
export function decideSnooze(task: Closable, until: number, now: number): { snoozedUntil: number; sortAt: number } {
  decideClose(task);
  if (until <= now) throw new TimeNotAhead({ field: 'until' });
  return { snoozedUntil: until, sortAt: Math.max(task.dueAt, until) };
}
