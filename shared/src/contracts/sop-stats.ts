import { z } from 'zod';
import { Id } from './common.ts';
import { dayRange } from './day-range.ts';
import { endpoint } from './endpoint.ts';
import { MemberRef } from './customer.ts';

/** Steps that fell due in the time asked about and were given to somebody: as a task, or as a mass message to confirm. */
export const SopFigures = z.object({
  opened: z.int(),
  /** Finished tasks; mass messages that reached the customer. */
  done: z.int(),
  /** Marked as not needed. */
  dismissed: z.int(),
  /** Mass messages that did not reach the customer. */
  unsent: z.int(),
  open: z.int(),
  /** Of the open tasks those past their deadline. */
  overdue: z.int(),
  /** Tasks beside whose chat something with a tracked link was sent, and those of which the customer opened one. */
  sent: z.int(),
  read: z.int(),
});
export type SopFigures = z.infer<typeof SopFigures>;

export const SopStepFigures = SopFigures.extend({
  stepId: Id,
  title: z.string(),
  /** Not in the newest version any more. */
  isGone: z.boolean(),
  /** Fell due and was given to nobody: she did not fit, the SOP was off, it was past, nobody serves her. */
  skipped: z.int(),
});
export type SopStepFigures = z.infer<typeof SopStepFigures>;

export const SopStats = z.object({
  total: SopFigures,
  /** In the order of the newest version, then those that earlier ones had. */
  steps: z.array(SopStepFigures),
  /** Whoever has the most of it first. Mass messages that nobody could send stand with no rep. */
  reps: z.array(SopFigures.extend({ member: MemberRef })),
});
export type SopStats = z.infer<typeof SopStats>;

export const getSopStats = endpoint({
  method: 'GET',
  path: '/api/sops/:sopId/stats',
  audience: 'member',
  summary:
    'What became of the steps that fell due between two business days, by step and by rep, inside the viewer’s scope',
  params: z.object({ sopId: Id }),
  query: dayRange(366),
  response: SopStats,
});
