import { eventType } from '../../platform/delivery/event.ts';
import type { SopStopReason } from './entity.ts';

export const sopSaved = eventType<{ sopId: string }>('sop.saved');
export const sopStepsDue = eventType<Record<string, never>>('sop.steps_due');
/** The days of some dates have come. */
export const sopDatesDue = eventType<Record<string, never>>('sop.dates_due');
/** A customer began an SOP, reached its end, or left it before. */
export const sopEnrolled = eventType<{ sopId: string; enrolmentId: string; byUserId: string | null }>('sop.enrolled');
export const sopFinished = eventType<{ sopId: string; enrolmentId: string }>('sop.finished');
export const sopStopped = eventType<{
  sopId: string;
  enrolmentId: string;
  reason: SopStopReason;
  byUserId: string | null;
}>('sop.stopped');
/** Many customers are let begin at once; pages that show how far it is read it again. */
export const sopEnrollingProgressed = eventType<{ sopId: string; jobId: string }>('sop_enrolling.progressed');
