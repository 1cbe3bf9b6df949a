import { z } from 'zod';
import { Id, Timestamp } from './common.ts';
import { endpoint } from './endpoint.ts';
import { EnrolmentView } from './sop-enrolment.ts';

/**
 * Playing an SOP (试跑), in the demo only: a customer goes through the whole of it within seconds, because the sandbox's clock is moved from
 * one due moment to the next. What happens is real: tasks open, reps are reminded, steps are skipped, the end comes.
 */

export const SopHappening = z.object({
  at: Timestamp,
  kind: z.enum(['began', 'opened', 'skipped', 'reminded', 'escalated', 'stopped', 'finished']),
  /** Chinese, one sentence. */
  text: z.string(),
});
export type SopHappening = z.infer<typeof SopHappening>;

export const SopPlay = z.object({
  enrolment: EnrolmentView,
  /** What the last move of the clock brought. */
  happened: z.array(SopHappening),
  /** The moment that the clock stands at. */
  now: Timestamp,
  /** When something happens next; null: nothing will any more. */
  nextAt: Timestamp.nullable(),
});
export type SopPlay = z.infer<typeof SopPlay>;

const editors = ['admin', 'manager'] as const;

export const playSop = endpoint({
  method: 'POST',
  path: '/api/sops/:sopId/plays',
  audience: 'member',
  roles: editors,
  summary:
    'Demo only (`sop.clock_not_ours` otherwise): begin to play an SOP with a customer, who is enrolled unless she is in it',
  params: z.object({ sopId: Id }),
  body: z.object({ customerId: Id }),
  response: SopPlay,
});

export const playOn = endpoint({
  method: 'POST',
  path: '/api/sop-enrolments/:enrolmentId/play-on',
  audience: 'member',
  roles: editors,
  summary:
    'Demo only: move the clock to the next moment at which something happens for this customer, and tell what did',
  params: z.object({ enrolmentId: Id }),
  response: SopPlay,
});
