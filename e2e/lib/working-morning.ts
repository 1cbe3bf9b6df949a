import { businessTime, instantOf } from '../../server/src/platform/business-time.ts';

const DAY_MS = 86_400_000;
const WEDNESDAY = 3;

/** Half past ten on the next Wednesday: a story told on a Sunday night still happens on a working day. */
export function workingMorning(now: number, timeZone: string): number {
  const days = Array.from({ length: 7 }, (_, index) => businessTime(now + (index + 1) * DAY_MS, timeZone));
  const { date } = days.find(({ weekday }) => weekday === WEDNESDAY)!;
  return instantOf(date, 10 * 60 + 30, timeZone);
}
