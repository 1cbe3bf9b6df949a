import { eventType } from '../delivery/event.ts';

export const hourStarted = eventType<Record<string, never>>('schedule.hour_started');
/** 03:00 business time: syncs and clean-ups. */
export const nightStarted = eventType<Record<string, never>>('schedule.night_started');
/** Midnight business time: daily caps begin anew. */
export const dayStarted = eventType<Record<string, never>>('schedule.day_started');
/** The program has started (by the process that holds the scheduler's seat, once per start of the seat). */
export const serverStarted = eventType<Record<string, never>>('server.started');
