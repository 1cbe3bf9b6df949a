import { execute, forUpdate, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { recordEvent } from '../../platform/delivery/event.ts';
import { type SyncCounts, SyncJobRow } from './entity.ts';
import { syncJobProgressed } from './events.ts';

/** In this order when all are read: customers name members and tags, people in groups are customers. */
export const SYNC_ORDER = ['members', 'tags', 'customers', 'groups'] as const;
export type SyncKind = (typeof SYNC_ORDER)[number];

export const OPEN = "status IN ('waiting', 'running')";

/** Whoever opens, begins or ends jobs comes one at a time. */
export async function takeSeat(tx: Tx): Promise<void> {
  await select(tx, `SELECT id FROM sync_seat WHERE id = 'sync'${forUpdate(tx)}`);
}

export async function hasAnyJob(tx: Tx): Promise<boolean> {
  return (await select(tx, 'SELECT id FROM sync_job LIMIT 1')).length > 0;
}

export interface Progress {
  resumeAt: object;
  doneCount: number;
  totalCount: number | null;
  counts: SyncCounts;
}

/** Stores how far a job is, with the rows that brought it there. False when it was cancelled meanwhile: then write nothing. */
export async function saveProgress(
  tx: Tx,
  jobId: string,
  { resumeAt, doneCount, totalCount, counts }: Progress,
): Promise<boolean> {
  const saved = await execute(
    tx,
    "UPDATE sync_job SET resume_at = ?, done_count = ?, total_count = ?, counts = ?, problem = NULL WHERE id = ? AND status = 'running'",
    [JSON.stringify(resumeAt), doneCount, totalCount, JSON.stringify(counts), jobId],
  );
  return saved === 1;
}

export async function saveProblem(tx: Tx, jobId: string, problem: string): Promise<void> {
  await execute(tx, "UPDATE sync_job SET problem = ? WHERE id = ? AND status = 'running'", [problem, jobId]);
}

export async function tellProgress(
  tx: Tx,
  job: { id: string; kind: SyncKind; status: string },
  now: number,
): Promise<void> {
  await recordEvent(
    tx,
    syncJobProgressed({ occurredAt: now, payload: { jobId: job.id, kind: job.kind, status: job.status } }),
  );
}

/** Running first, then waiting in their order, then the latest finished. */
export async function listJobs(tx: Tx, finishedLimit: number): Promise<SyncJobRow[]> {
  const open = await tx
    .createQueryBuilder(SyncJobRow, 'job')
    .where("job.status IN ('waiting', 'running')")
    .orderBy('job.status')
    .addOrderBy('job.id')
    .getMany();
  const finished = await tx
    .createQueryBuilder(SyncJobRow, 'job')
    .where('job.finishedAt IS NOT NULL')
    .orderBy('job.finishedAt', 'DESC')
    .addOrderBy('job.id', 'DESC')
    .limit(finishedLimit)
    .getMany();
  return [...open, ...finished];
}
