import type { Tx } from '../../../platform/database/tx.ts';
import { newId } from '../../../platform/id.ts';
import { beginNextJob } from '../commands/run-sync-job.ts';
import { SyncJobRow } from '../entity.ts';
import { SyncAlreadyRunning } from '../errors.ts';
import { hasOpenJobs, type SyncKind } from '../store.ts';

/** Queues readings, one after the other, and begins the first. Throws SyncAlreadyRunning while others are open. Returns their ids. */
export async function openJobs(
  tx: Tx,
  kinds: readonly SyncKind[],
  origin: SyncJobRow['origin'],
  { now, startedByUserId = null }: { now: number; startedByUserId?: string | null },
): Promise<string[]> {
  if (await hasOpenJobs(tx)) throw new SyncAlreadyRunning();
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
