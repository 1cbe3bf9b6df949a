import { eventType } from '../../platform/delivery/event.ts';

/** Pages that show segments read them again. */
export const segmentChanged = eventType<{ segmentId: string; byUserId: string }>('segment.changed');
