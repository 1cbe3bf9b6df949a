import { eventType } from '../../platform/delivery/event.ts';

/** For pages that show progress; written every few seconds and at every turn. */
export const syncJobProgressed = eventType<{
  jobId: string;
  kind: 'members' | 'tags' | 'customers' | 'groups';
  status: string;
}>('sync_job.progressed');
