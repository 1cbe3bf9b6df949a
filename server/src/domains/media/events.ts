import { eventType } from '../../platform/delivery/event.ts';

/** Files in use whose upload is about to end; recorded by the schedule only when there are any. */
export const mediaRenewalDue = eventType<Record<string, never>>('media.renewal_due');
