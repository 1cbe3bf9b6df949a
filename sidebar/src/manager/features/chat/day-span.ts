import { addDays } from '@zhike/shared/formulas/calendar';
import { startOfDay } from '../../../shared/format/time.ts';

/** When the day after `2026-11-08` begins, epoch ms: the excluded end of a span whose last day is that one. */
export function startOfNextDay(day: string): number {
  return startOfDay(addDays(day, 1));
}
