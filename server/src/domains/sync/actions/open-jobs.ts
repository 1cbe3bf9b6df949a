import { forUpdate, select } from '../../../platform/database/sql.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { newId } from '../../../platform/id.ts';
import { beginNextJob } from '../commands/run-sync-job.ts';
import { SyncJobRow } from '../entity.ts';
import { OPEN, type SyncKind, takeSeat } from '../store.ts';

/** Queues readings, one after the other, and begins the first. Returns their ids; null while others are open. */
export async function openJobs(
  tx: Tx,
  kinds: readonly SyncKind[],
  origin: SyncJobRow['origin'],
  { now, startedByUserId = null }: { now: number; startedByUserId?: string | null },
): Promise<string[] | null> {
  await takeSeat(tx);
  // A locking read sees what others have committed since this transaction began.
  const open = await select(tx, `SELECT id FROM sync_job WHERE ${OPEN} LIMIT 1${forUpdate(tx)}`);
  if (open.length > 0) return null;
  const ids = kinds.map(() => newId());
  for (const [index, kind] of kinds.entries()) {
    await tx.insert(SyncJobRow, {
      id: ids[index]!,
      kind,
      origin,
      status: 'waiting',
      resumeAt: null,
      doneCount: 0,
      totalCount: null,
      counts: { read: 0, added: 0, changed: 0, removed: 0 },
      problem: null,
      startedByUserId,
      createdAt: now,
      startedAt: null,
      finishedAt: null,
    });
  }
  await beginNextJob(tx, now);
  return ids;
}
