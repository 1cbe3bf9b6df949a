import { z } from 'zod';
import { Id, Timestamp, UserId } from './common.ts';
import { endpoint } from './endpoint.ts';

/** What is read again from WeCom as a whole. `all` = all in this order. */
export const SyncKind = z.enum(['members', 'tags', 'customers', 'groups']);
export type SyncKind = z.infer<typeof SyncKind>;

export const SyncCounts = z.object({
  /** Rows read from WeCom. */
  read: z.int().nonnegative(),
  added: z.int().nonnegative(),
  changed: z.int().nonnegative(),
  removed: z.int().nonnegative(),
});
export type SyncCounts = z.infer<typeof SyncCounts>;

export const SyncJobView = z.object({
  id: Id,
  kind: SyncKind,
  trigger: z.enum(['first', 'nightly', 'manual']),
  status: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  /** How far it is: departments (members), tag groups (tags), members whose customers have been read (customers), groups. */
  doneCount: z.int().nonnegative(),
  /** Null until known. */
  totalCount: z.int().nonnegative().nullable(),
  counts: SyncCounts,
  /** Error code of the last failure, a phrase key; while `running` it is being tried again. */
  problem: z.string().nullable(),
  startedBy: z.object({ userId: UserId, name: z.string() }).nullable(),
  createdAt: Timestamp,
  startedAt: Timestamp.nullable(),
  finishedAt: Timestamp.nullable(),
  can: z.object({ cancel: z.boolean() }),
});
export type SyncJobView = z.infer<typeof SyncJobView>;

export const getSync = endpoint({
  method: 'GET',
  path: '/api/sync',
  audience: 'member',
  roles: ['admin', 'manager'],
  summary:
    'What is being synchronised, what waits, and the last runs, newest first; news on /api/live as `sync_job.progressed`',
  response: z.object({
    /** Running first, then waiting in their order, then the latest 20 finished. */
    jobs: z.array(SyncJobView),
    nextNightlyAt: Timestamp,
    can: z.object({ start: z.boolean() }),
  }),
});

export const startSync = endpoint({
  method: 'POST',
  path: '/api/sync/:kind',
  audience: 'member',
  roles: ['admin'],
  summary: 'Start one kind, or all in order; refused with `sync.already_running` while one runs',
  params: z.object({ kind: z.enum([...SyncKind.options, 'all']) }),
  response: z.object({ jobs: z.array(SyncJobView) }),
});

export const cancelSync = endpoint({
  method: 'POST',
  path: '/api/sync-jobs/:jobId/cancel',
  audience: 'member',
  roles: ['admin'],
  summary: 'Stop after the page under way; what was read stays',
  params: z.object({ jobId: Id }),
  response: SyncJobView,
});
