import { addDays, minutesOf, weekdayOf } from '@zhike/shared/formulas/calendar';
import { businessDate, instantOf } from '../../platform/business-time.ts';

/** When people of a corp work. Pure data: the same calendar and moment always give the same answer. */
export interface WorkCalendar {
  timeZone: string;
  /** 1 Monday … 7 Sunday; at least one. */
  weekdays: readonly number[];
  /** `09:00`; before `to`. */
  from: string;
  to: string;
  /** Days that are otherwise than their weekday, by `2026-10-01`: true is worked on. Wins over everything. */
  days: ReadonlyMap<string, boolean>;
  /** What a country's authorities say of a day; null: nothing special. Wins over the weekday. */
  officialDay: ((day: string) => boolean | null) | null;
}

const MINUTE = 60_000;

/** Whether people work on this business day (`2026-11-22`). */
export function isWorkday(day: string, calendar: WorkCalendar): boolean {
  return calendar.days.get(day) ?? calendar.officialDay?.(day) ?? calendar.weekdays.includes(weekdayOf(day));
}

/** The first day after this one that people work on. Ends: tables and official days end, weekdays do not. */
export function nextWorkday(day: string, calendar: WorkCalendar): string {
  let next = addDays(day, 1);
  while (!isWorkday(next, calendar)) next = addDays(next, 1);
  return next;
}

/** Opening and closing of a business day, epoch ms, whether it is worked on or not. */
export function workingSpan(day: string, calendar: WorkCalendar): { opens: number; closes: number } {
  return {
    opens: instantOf(day, minutesOf(calendar.from), calendar.timeZone),
    closes: instantOf(day, minutesOf(calendar.to), calendar.timeZone),
  };
}

/** Whether people are at work: from the moment of opening until just before that of closing. */
export function isWorkingMoment(now: number, calendar: WorkCalendar): boolean {
  const day = businessDate(now, calendar.timeZone);
  const { opens, closes } = workingSpan(day, calendar);
  return isWorkday(day, calendar) && now >= opens && now < closes;
}

/** `now` when people are at work, else the next opening. */
export function nextWorkingMoment(now: number, calendar: WorkCalendar): number {
  const day = businessDate(now, calendar.timeZone);
  const { opens, closes } = workingSpan(day, calendar);
  if (isWorkday(day, calendar) && now < closes) return Math.max(now, opens);
  return workingSpan(nextWorkday(day, calendar), calendar).opens;
}

/** The moment when this much working time has passed. What is left at closing counts on from the next opening. */
export function addWorkingMinutes(now: number, minutes: number, calendar: WorkCalendar): number {
  let left = minutes * MINUTE;
  let start = nextWorkingMoment(now, calendar);
  for (;;) {
    const day = businessDate(start, calendar.timeZone);
    const { closes } = workingSpan(day, calendar);
    if (closes - start >= left) return start + left;
    left -= closes - start;
    start = workingSpan(nextWorkday(day, calendar), calendar).opens;
  }
}
