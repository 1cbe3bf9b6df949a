import { getRow } from '../../platform/database/find-row.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { recordEvent } from '../../platform/delivery/event.ts';
import { TagJobRow } from './entity.ts';
import { tagJobProgressed } from './events.ts';

/** Tells the pages how far a job has come. */
export async function tellProgress(tx: Tx, jobId: string, now: number): Promise<void> {
  const { status, doneCount, skippedCount, totalCount, startedByUserId } = await getRow(tx, TagJobRow, { id: jobId });
  await recordEvent(
    tx,
    tagJobProgressed({
      occurredAt: now,
      memberUserId: startedByUserId,
      payload: { jobId, status, doneCount, skippedCount, totalCount },
    }),
  );
}
