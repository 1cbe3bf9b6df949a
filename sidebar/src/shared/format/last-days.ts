import { addDays } from '@zhike/shared/formulas/calendar';
import { businessNow } from '../clock/business-clock.ts';
import { dayOf } from './time.ts';

/** The last `count` calendar days, today included. */
export function lastDays(count: number): { from: string; to: string } {
  const to = dayOf(businessNow());
  return { from: addDays(to, 1 - count), to };
}
