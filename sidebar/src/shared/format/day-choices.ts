import { instantOf, wallText, wallTime } from './zone.ts';

export interface DayChoice {
  label: string;
  /** Epoch ms. */
  at: number;
}

/** Things put off are taken up in the morning. */
const MORNING = '10:00';
const MONDAY = 1;

/** Three next dates in one tap: 明天, 3天后, 下周一, in the morning of the company's own calendar. */
export function dayChoices(now: number): DayChoice[] {
  const { dayNumber } = wallTime(now);
  const inDays = (days: number) => instantOf(wallText(dayNumber + days, MORNING));
  const toMonday = daysToNextMonday(dayNumber);
  return [
    { label: '明天', at: inDays(1) },
    { label: '3天后', at: inDays(3) },
    // On Sundays and Fridays, Monday is already there under another name.
    toMonday === 1 || toMonday === 3 ? { label: '一周后', at: inDays(7) } : { label: '下周一', at: inDays(toMonday) },
  ];
}

/** 1–7: on a Monday it is the next one. */
function daysToNextMonday(dayNumber: number): number {
  // 1 January 1970 was a Thursday.
  const weekday = (dayNumber + 4) % 7;
  return (MONDAY - weekday + 7) % 7 || 7;
}

/** What a date input shows for an instant, and back. */
export const toDateInput = (at: number): string => {
  const { dayNumber, clock } = wallTime(at);
  return wallText(dayNumber, clock);
};

/** Epoch ms, or null while the input is incomplete. */
export function fromDateInput(text: string): number | null {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) ? instantOf(text.slice(0, 16)) : null;
}
