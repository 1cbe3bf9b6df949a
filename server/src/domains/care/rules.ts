import type { CareCalendar, CareDraft, CareOccasion } from '@zhike/shared/contracts/care';
import { addDays, minutesOf } from '@zhike/shared/formulas/calendar';
import { birthDatesKeptOn } from '../../engines/lunar/birth-dates.ts';
import { type Birthday, nextBirthday, type Occurrence } from '../../engines/lunar/birthday.ts';
import { festivalsIn } from '../../engines/lunar/festivals.ts';
import { lunarDayOf } from '../../engines/lunar/lunar-day.ts';
import { isWorkday, type WorkCalendar } from '../../engines/workdays/workdays.ts';
import { instantOf } from '../../platform/business-time.ts';

/** No break is longer; whoever marks all days as off gets the day itself. */
const LONGEST_BREAK = 60;

type Timing = Pick<CareDraft, 'daysBefore' | 'time' | 'dueTime' | 'daysOff'>;

/** The day itself, or the last working day before it. */
function placed(day: string, daysOff: CareDraft['daysOff'], calendar: WorkCalendar): string {
  if (daysOff === 'as_is') return day;
  for (let back = 0; back <= LONGEST_BREAK; back += 1)
    if (isWorkday(addDays(day, -back), calendar)) return addDays(day, -back);
  return day;
}

/** When the tasks of a day are opened, epoch ms. Later days are never opened earlier. */
export function opensAt(day: string, { daysBefore, time, daysOff }: Timing, calendar: WorkCalendar): number {
  const opening = placed(addDays(day, -daysBefore), daysOff, calendar);
  return instantOf(opening, minutesOf(time), calendar.timeZone);
}

/** By when they shall be done; of one that is opened after that the end of the day, which is when it is too late. */
export function dueAt(day: string, { dueTime, daysOff }: Timing, calendar: WorkCalendar, now: number): number {
  const due = instantOf(placed(day, daysOff, calendar), minutesOf(dueTime), calendar.timeZone);
  return due > now ? due : instantOf(addDays(day, 1), 0, calendar.timeZone);
}

/** The first day on `from` or later on which somebody may be remembered. */
export function nextOccasion(occasion: CareOccasion, from: string): string {
  if (occasion.kind !== 'holiday') return from;
  const year = Number(from.slice(0, 4));
  const next = festivalsIn(year, year + 2).find(({ id, day }) => id === occasion.festivalId && day >= from);
  if (!next) throw new Error(`festival ${occasion.festivalId} never comes`);
  return next.day;
}

/** The dates of a customer that are remembered on a day, by the calendar she keeps. Of holidays there are none: everybody is. */
export function datesRemembered(
  occasion: Exclude<CareOccasion, { kind: 'holiday' }>,
  day: string,
  calendar: CareCalendar,
): string[] {
  if (occasion.kind === 'anniversary' && occasion.afterDays !== null) return [addDays(day, -occasion.afterDays)];
  return birthDatesKeptOn(day, calendar);
}

/** When a date comes back: who was born in a leap month or on the 30th has her birthday all the same. */
export function nextKept(date: string, calendar: CareCalendar, from: string): Occurrence & { years: number } {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const birthday: Birthday = calendar === 'lunar' ? { calendar, ...lunarDayOf(date) } : { calendar, year, month, day };
  const next = nextBirthday(birthday, from);
  return { ...next, years: next.years! };
}

/** Under what a customer is remembered once: a date that is corrected afterwards does not remember her again. */
export function occasionKey(occasion: CareOccasion, day: string, calendar: CareCalendar): string {
  if (occasion.kind === 'holiday') return day;
  if (occasion.kind === 'anniversary' && occasion.afterDays !== null) return `after ${occasion.afterDays}`;
  return String(calendar === 'lunar' ? lunarDayOf(day).year : Number(day.slice(0, 4)));
}
