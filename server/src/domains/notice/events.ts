import { eventType } from '../../platform/delivery/event.ts';

/** Notices wait longer than any delivery takes; recorded by the schedule only when there are any. */
export const noticesLeftBehind = eventType<Record<string, never>>('notice.left_behind');
