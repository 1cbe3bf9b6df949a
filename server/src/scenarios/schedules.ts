import { dayStarted, hourStarted, nightStarted } from '../platform/scheduler/events.ts';
import { dailyAt, everyHour, type Schedule } from '../platform/scheduler/schedule.ts';

/** Everything that is due again and again. */
export const schedules: readonly Schedule[] = [
  { name: 'hour', slotOf: everyHour, event: (now) => hourStarted({ occurredAt: now, payload: {} }) },
  { name: 'night', slotOf: dailyAt(3), event: (now) => nightStarted({ occurredAt: now, payload: {} }) },
  { name: 'day', slotOf: dailyAt(0), event: (now) => dayStarted({ occurredAt: now, payload: {} }) },
];
