import { eventType } from '../../platform/delivery/event.ts';

export const tagJobProgressed = eventType<{
  jobId: string;
  status: string;
  doneCount: number;
  skippedCount: number;
  totalCount: number;
}>('tag_job.progressed');
