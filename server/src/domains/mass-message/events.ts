import { eventType } from '../../platform/delivery/event.ts';

/** Pages that show it read it again. */
export const massMessageProgressed = eventType<{ massMessageId: string }>('mass_message.progressed');
/** A customer got it. Told in bulk, ids only. */
export const massMessageSent = eventType<{ massMessageId: string; userId: string; variant: number }>(
  'mass_message.sent',
);
/** One of those that were put off has come due. */
export const massMessagesDue = eventType<Record<string, never>>('mass_message.due');
export const massResultsDue = eventType<Record<string, never>>('mass_message.results_due');
