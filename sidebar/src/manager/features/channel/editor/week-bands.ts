import type { DutyShift } from '@zhike/shared/contracts/channel';
import { minutesOf } from '@zhike/shared/formulas/calendar';

/** A stretch of one weekday (1 Monday … 7 Sunday), in minutes since its midnight. */
export interface Band {
  weekday: number;
  from: number;
  to: number;
}

const DAY_MINUTES = 1440;

/** A shift as stretches of days: what reaches over midnight ends on the next day. */
export function bandsOf({ weekdays, from, to }: Pick<DutyShift, 'weekdays' | 'from' | 'to'>): Band[] {
  const [start, end] = [minutesOf(from), minutesOf(to)];
  return weekdays.flatMap((weekday) => {
    if (start < end) return [{ weekday, from: start, to: end }];
    const tonight = { weekday, from: start, to: DAY_MINUTES };
    return end === 0 ? [tonight] : [tonight, { weekday: (weekday % 7) + 1, from: 0, to: end }];
  });
}
