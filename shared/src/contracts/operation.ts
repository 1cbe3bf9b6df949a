import { z } from 'zod';
import { Cursor, Empty, Id, page, Timestamp } from './common.ts';
import { endpoint } from './endpoint.ts';

export const FailureKind = z.enum(['run', 'command', 'callback', 'message', 'file', 'archive']);
export type FailureKind = z.infer<typeof FailureKind>;

/** A ULID; of an archived message that stays closed its place in the archive. */
const FailureId = z.string().regex(/^([0-9A-HJKMNP-TV-Z]{26}|\d{20})$/);

export const FailureView = z.object({
  kind: FailureKind,
  id: FailureId,
  /** Scenario, command, receiver, bulk consumer, the kind of a file, or the problem of an archived message. */
  name: z.string(),
  /** Type of the event behind it, when there is one. */
  eventType: z.string().nullable(),
  customerId: Id.nullable(),
  memberUserId: z.string().nullable(),
  /** The last error, or what was odd; for the details, not for the headline. */
  problem: z.string(),
  attempts: z.int(),
  firstAt: Timestamp,
  gaveUpAt: Timestamp.nullable(),
  /** Why doing it again does no harm; commands only. */
  repeatIsHarmless: z.string().nullable(),
  can: z.object({ replay: z.boolean(), dismiss: z.boolean() }),
});
export type FailureView = z.infer<typeof FailureView>;

const kindAndId = z.object({ kind: FailureKind, id: FailureId });

export const listFailures = endpoint({
  method: 'GET',
  path: '/api/failures',
  audience: 'member',
  roles: ['admin', 'manager'],
  summary:
    'What was given up and waits for a person: scenario runs, outbox commands, callbacks not understood, archived messages and files; newest first',
  query: z.object({
    kind: FailureKind,
    cursor: Cursor.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  response: page(FailureView),
});

export const replayFailure = endpoint({
  method: 'POST',
  path: '/api/failures/:kind/:id/replay',
  audience: 'member',
  roles: ['admin', 'manager'],
  summary: 'Try it again from the beginning',
  params: kindAndId,
  response: Empty,
});

export const dismissFailure = endpoint({
  method: 'POST',
  path: '/api/failures/:kind/:id/dismiss',
  audience: 'member',
  roles: ['admin', 'manager'],
  summary: 'Settle it: nobody needs to look again',
  params: kindAndId,
  response: Empty,
});

export const ArchiveProblemsView = z.object({
  /** Archived messages that stay closed, by what keeps them so. Counted up to 10,000 in all. */
  problems: z.array(
    z.object({
      problem: z.string(),
      /** Version of WeCom's public key: which private key is missing or wrong. */
      keyVersion: z.int(),
      count: z.int(),
      oldestAt: Timestamp,
    }),
  ),
  /** Types of messages that this program has no shape for, the latest first: they are kept as they came. */
  unknownTypes: z.array(z.object({ type: z.string(), count: z.int(), lastAt: Timestamp })),
});
export type ArchiveProblemsView = z.infer<typeof ArchiveProblemsView>;

export const getArchiveProblems = endpoint({
  method: 'GET',
  path: '/api/archive-problems',
  audience: 'member',
  roles: ['admin', 'manager'],
  summary: 'Archived messages that stay closed, counted by problem; message types nobody has heard of',
  response: ArchiveProblemsView,
});

export const retryArchiveProblem = endpoint({
  method: 'POST',
  path: '/api/archive-problems/retry',
  audience: 'member',
  roles: ['admin', 'manager'],
  summary: 'Try all messages of one problem again, e.g. after the missing key was added',
  body: z.object({ problem: z.string().min(1).max(64), keyVersion: z.int().nonnegative().optional() }),
  response: z.object({ count: z.int() }),
});

export const QueueView = z.object({
  /** Waiting to be done now or later. */
  waiting: z.int(),
  gaveUp: z.int(),
  /** Age of the oldest that waits, ms. */
  oldestMs: z.int(),
});

export const HealthView = z.object({
  callbacks: z.object({
    today: z.int(),
    duplicates: z.int(),
    waiting: z.int(),
    notUnderstood: z.int(),
    oldestMs: z.int(),
    lastAt: Timestamp.nullable(),
  }),
  runs: QueueView,
  commands: QueueView,
  /** Archived messages that a consumer passed over. */
  messages: z.object({ gaveUp: z.int() }),
  /** Files of archived chats that are not downloaded. */
  files: z.object({
    waiting: z.int(),
    gaveUp: z.int(),
    /** Since the oldest that waits was sent. */
    oldestMs: z.int(),
    /** Until WeCom deletes the next that waits; negative when that is over; null when none waits. */
    expiresInMs: z.int().nullable(),
  }),
  /** The chat archive; null where none is configured. */
  archive: z
    .object({
      /** For how long something is known to be there and is not in our books, ms. */
      lagMs: z.int(),
      /** Late enough that admins are told. */
      isLate: z.boolean(),
      /** Messages that stay closed, at most 10,000 counted. */
      closed: z.int(),
    })
    .nullable(),
});
export type HealthView = z.infer<typeof HealthView>;

export const getHealth = endpoint({
  method: 'GET',
  path: '/api/health',
  audience: 'member',
  roles: ['admin', 'manager'],
  summary: 'Is the system healthy: callbacks, runs, commands',
  response: HealthView,
});
