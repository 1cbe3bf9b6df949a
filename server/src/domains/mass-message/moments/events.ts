import { eventType } from '../../../platform/delivery/event.ts';

/** Pages that show it read it again. */
export const momentProgressed = eventType<{ momentId: string }>('moment.progressed');
/** A customer liked a rep's copy or commented on it. */
export const momentReacted = eventType<{ momentId: string; userId: string; kind: 'like' | 'comment' }>(
  'moment.reacted',
);
export const momentsDue = eventType<Record<string, never>>('moment.due');
