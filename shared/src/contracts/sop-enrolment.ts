import { z } from 'zod';
import { Day, Id, page, pageBody, pageQuery, Timestamp, UserId } from './common.ts';
import { endpoint } from './endpoint.ts';
import { SopSending } from './sop-names.ts';

/** Customers on their way through SOPs: what was done for each, what lies ahead, and what comes on a day. */

const sopParams = z.object({ sopId: Id });

export const EnrolmentStatus = z.enum(['active', 'finished', 'stopped']);
export const SopStopReason = z.enum([
  'replied',
  'tag',
  'stage',
  'lost',
  'by_hand',
  'start_gone',
  'deleted',
  'taken_back',
]);
export type SopStopReason = z.infer<typeof SopStopReason>;

/** `unsent`: a mass message that did not reach her. */
export const StepState = z.enum(['ahead', 'open', 'done', 'dismissed', 'skipped', 'unsent']);

export const EnrolmentStep = z.object({
  stepId: Id,
  title: z.string(),
  kind: z.enum(['send', 'call', 'other']),
  dueAt: Timestamp,
  state: StepState,
  /** Chinese: why it was skipped or did not reach her, or what it waits for. */
  why: z.string().nullable(),
  taskId: Id.nullable(),
  massMessageId: Id.nullable(),
  doneAt: Timestamp.nullable(),
});

export const EnrolmentView = z.object({
  id: Id,
  sop: z.object({ id: Id, name: z.string() }),
  version: z.int(),
  customer: z.object({ id: Id, name: z.string(), avatar: z.string().nullable() }),
  status: EnrolmentStatus,
  stopReason: SopStopReason.nullable(),
  /** Chinese, one sentence: why she is in it. */
  because: z.string(),
  startsAt: Timestamp,
  enrolledAt: Timestamp,
  endedAt: Timestamp.nullable(),
  /** All of them, past and ahead. */
  steps: z.array(EnrolmentStep),
  can: z.object({ stop: z.boolean() }),
});
export type EnrolmentView = z.infer<typeof EnrolmentView>;

export const listEnrolments = endpoint({
  method: 'GET',
  path: '/api/customers/:customerId/sops',
  audience: 'member',
  summary: 'The SOPs a customer is or was in, with what was done and what lies ahead; newest first',
  params: z.object({ customerId: Id }),
  response: z.object({ items: z.array(EnrolmentView) }),
});

export const searchEnrolments = endpoint({
  method: 'POST',
  path: '/api/sops/:sopId/enrolments/search',
  audience: 'member',
  summary: 'Customers in an SOP inside the viewer’s scope, newest first',
  params: sopParams,
  body: z.object({ ...pageBody, status: EnrolmentStatus.optional() }),
  response: page(EnrolmentView),
});

export const enrolCustomer = endpoint({
  method: 'POST',
  path: '/api/customers/:customerId/sops',
  audience: 'member',
  summary: 'Let a customer begin an SOP (`sop.already_in`, `sop.no_start` when she lacks the date it counts from)',
  params: z.object({ customerId: Id }),
  body: z.object({ sopId: Id }),
  response: EnrolmentView,
});

export const stopEnrolment = endpoint({
  method: 'POST',
  path: '/api/sop-enrolments/:enrolmentId/stop',
  audience: 'member',
  summary: 'No further steps for this customer',
  params: z.object({ enrolmentId: Id }),
  response: EnrolmentView,
});

/** What lies ahead: who is to do what for whom. */
export const ComingStep = z.object({
  enrolmentId: Id,
  sop: z.object({ id: Id, name: z.string() }),
  stepId: Id,
  title: z.string(),
  kind: z.enum(['send', 'call', 'other']),
  /** It goes out as a mass message that the rep confirms; otherwise it becomes her task. */
  isMass: z.boolean(),
  dueAt: Timestamp,
  customer: z.object({ id: Id, name: z.string(), avatar: z.string().nullable() }),
  /** Who would get it now; null: nobody serves her. */
  assignee: z.object({ userId: UserId, name: z.string() }).nullable(),
  script: SopSending.nullable(),
  materials: z.array(SopSending),
  hasCondition: z.boolean(),
});
export type ComingStep = z.infer<typeof ComingStep>;

export const listComingSteps = endpoint({
  method: 'GET',
  path: '/api/sop-steps/coming',
  audience: 'member',
  summary: 'What will be sent to whom on a day (today or later), inside the viewer’s scope, by time',
  query: z.object({ ...pageQuery, day: Day, sopId: Id.optional() }),
  response: page(ComingStep),
});
