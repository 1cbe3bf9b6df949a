import { eventType } from '../../platform/delivery/event.ts';

/** A customer was recognised in the mini-program for the first time. */
export const weappLinked = eventType<Record<string, never>>('customer.weapp_linked');
