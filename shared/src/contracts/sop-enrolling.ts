import { z } from 'zod';
import { Cursor, Id, page, pageQuery, Timestamp, UserId } from './common.ts';
import { endpoint } from './endpoint.ts';
import { Filter } from './filter.ts';

/** Letting many customers begin an SOP at once: all of the viewer's whom a filter, or a segment's conditions, fit. */

const roles = ['admin', 'manager'] as const;
const params = z.object({ sopId: Id });
/** null: every customer the viewer may see. */
const filter = Filter.nullable();

/** How many would not begin, by reason. */
const hindrances = {
  /** In it already. */
  alreadyIn: z.int(),
  /** Without what the steps count from: the tag, the stage, the date. */
  noStart: z.int(),
  /** All of their steps would be past. */
  noStepAhead: z.int(),
  /** Nobody would have their tasks. */
  nobodyServes: z.int(),
};

export const previewEnrolling = endpoint({
  method: 'POST',
  path: '/api/sops/:sopId/enrolling/preview',
  audience: 'member',
  roles,
  summary: 'How many would begin, and how many would not and why; part by part, nothing is written',
  params,
  body: z.strictObject({ filter, cursor: Cursor.optional() }),
  response: z.object({
    /** Of this part: add them up until there is no cursor. */
    customers: z.int(),
    ...hindrances,
    cursor: z.string().nullable(),
  }),
});

export const SopEnrolJobView = z.object({
  id: Id,
  /** Whom it is for, as a person says it. */
  sentence: z.string(),
  status: z.enum(['running', 'done', 'cancelled', 'failed']),
  /** As many as were counted before it began; there may be more or fewer by now. */
  expected: z.int(),
  looked: z.int(),
  enrolled: z.int(),
  ...hindrances,
  /** Phrase key, of one that ended before it was through. */
  problem: z.string().nullable(),
  startedBy: z.object({ userId: UserId, name: z.string() }),
  createdAt: Timestamp,
  finishedAt: Timestamp.nullable(),
  can: z.object({ cancel: z.boolean() }),
});
export type SopEnrolJobView = z.infer<typeof SopEnrolJobView>;

export const startEnrolling = endpoint({
  method: 'POST',
  path: '/api/sops/:sopId/enrol-jobs',
  audience: 'member',
  roles,
  summary: 'Let all of them begin, some at a time; goes on when the page is left and after a restart (`sop.is_off`)',
  params,
  body: z.strictObject({
    filter,
    /** As counted before, for the progress bar. */
    expected: z.int().min(0).max(100_000_000).default(0),
  }),
  response: SopEnrolJobView,
});

export const listEnrolJobs = endpoint({
  method: 'GET',
  path: '/api/sops/:sopId/enrol-jobs',
  audience: 'member',
  roles,
  summary: 'Who let many customers begin an SOP, newest first: one’s own; for admins everybody’s',
  params,
  query: z.object(pageQuery),
  response: page(SopEnrolJobView),
});

export const cancelEnrolling = endpoint({
  method: 'POST',
  path: '/api/sop-enrol-jobs/:jobId/cancel',
  audience: 'member',
  roles,
  summary: 'Nobody further begins; who has begun stays in it',
  params: z.object({ jobId: Id }),
  response: SopEnrolJobView,
});
