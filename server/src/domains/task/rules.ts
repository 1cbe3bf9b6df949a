import type { TaskKind, TaskStatus } from '@zhike/shared/contracts/task';
import {
  addWorkingMinutes,
  isWorkday,
  nextWorkday,
  type WorkCalendar,
  workingSpan,
} from '../../engines/workdays/workdays.ts';
import { businessDate } from '../../platform/business-time.ts';
import { TaskClosed, TaskStillOpen, TimeNotAhead } from './errors.ts';

const MINUTE = 60_000;
/** A new customer is contacted within this much working time, minutes. */
const FIRST_CONTACT_WITHIN = 120;

/** When a first contact is due: two working hours from now; what is left of them at closing time counts on from the next opening. */
export function firstContactDue(now: number, calendar: WorkCalendar): number {
  return addWorkingMinutes(now - (now % MINUTE), FIRST_CONTACT_WITHIN, calendar);
}

/** Due today at closing time, or the next working day's when less than an hour of today is left: for what should not wait but is no emergency. */
export function endOfWorkDay(now: number, calendar: WorkCalendar): number {
  const today = businessDate(now, calendar.timeZone);
  const { closes } = workingSpan(today, calendar);
  const isLeft = isWorkday(today, calendar) && now - (now % MINUTE) <= closes - 60 * MINUTE;
  return isLeft ? closes : workingSpan(nextWorkday(today, calendar), calendar).closes;
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
