import { findRow, getRow } from '../../../platform/database/find-row.ts';
import type { Dependencies } from '../../../dependencies.ts';
import { execute, inList, select } from '../../../platform/database/sql.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { isBacklogDeep } from '../../../platform/delivery/backlog.ts';
import { type CommandFactory, enqueue } from '../../../platform/delivery/command.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import { findCustomer } from '../../customer/store.ts';
import { applyTags, removeTags } from '../../customer/tags.ts';
import { command } from '../../command.ts';
import { TagJobRow } from '../entity.ts';
import { tagJobProgressed } from '../events.ts';

const CUSTOMERS_PER_COMMIT = 20;
const TURN_MS = 8_000;
const WAIT_MS = 1_000;
/** Every customer becomes a call to WeCom: more than this many waiting would hold up everybody else's. */
const DEEP_BACKLOG = 400;

interface TurnInput {
  jobId: string;
}
interface TurnResult {
  isFinished: boolean;
  /** When to go on, machine time; 0 at once. */
  notBefore: number;
}

/** Marks some of a job's customers in our books, each with its command for WeCom, and queues itself again until all are done. */
export const advanceTagJob: CommandFactory<Dependencies, TurnInput, TurnResult> = command<TurnInput, TurnResult>({
  name: 'advance-tag-job',
  repeatIsHarmless: '处理过的客户已从清单中移除,重复执行只处理剩下的客户',
  serialKey: ({ jobId }) => `tag-job ${jobId}`,

  async send({ jobId }, { db, clock }) {
    const stopAt = clock.machineNow() + TURN_MS;
    do {
      if (await isBacklogDeep(db.read, DEEP_BACKLOG))
        return { isFinished: false, notBefore: clock.machineNow() + WAIT_MS };
      const more = await db.transaction((tx) => markSome(tx, jobId, clock.now()));
      if (!more) return { isFinished: true, notBefore: 0 };
    } while (clock.machineNow() < stopAt);
    return { isFinished: false, notBefore: 0 };
  },

  async onDone(tx, { jobId }, { isFinished, notBefore }, now) {
    if (isFinished) return endTagJob(tx, jobId, 'done', now);
    await enqueue(tx, advanceTagJob({ jobId }), { notBefore });
  },

  onGaveUp: (tx, { jobId }, _error, now) => endTagJob(tx, jobId, 'failed', now),
});

/** Returns whether customers are left. */
async function markSome(tx: Tx, jobId: string, now: number): Promise<boolean> {
  // Also locks the job, so that stopping it waits for these customers and nothing is marked after.
  const running = await execute(
    tx,
    "UPDATE tag_job SET status = 'running' WHERE id = ? AND status IN ('waiting', 'running')",
    [jobId],
  );
  const job = await findRow(tx, TagJobRow, { id: jobId });
  if (running === 0 || !job) return false;
  const rows = await select<{ customer_id: string }>(
    tx,
    'SELECT customer_id FROM tag_job_customer WHERE job_id = ? ORDER BY customer_id LIMIT ?',
    [jobId, CUSTOMERS_PER_COMMIT],
  );
  const customerIds = rows.map((row) => row.customer_id);
  if (customerIds.length === 0) return false;
  let skipped = 0;
  const origin = { kind: 'rep', ref: jobId, byUserId: job.startedByUserId } as const;
  for (const customerId of customerIds) {
    if (!(await findCustomer(tx, customerId))) {
      skipped += 1;
      continue;
    }
    if (job.addTagIds.length > 0) await applyTags(tx, { customerId, tagIds: job.addTagIds, origin, now });
    if (job.removeTagIds.length > 0) await removeTags(tx, { customerId, tagIds: job.removeTagIds, origin, now });
  }
  await execute(tx, `DELETE FROM tag_job_customer WHERE job_id = ? AND customer_id ${inList(customerIds)}`, [
    jobId,
    ...customerIds,
  ]);
  const doneCount = job.doneCount + customerIds.length - skipped;
  const skippedCount = job.skippedCount + skipped;
  await execute(tx, 'UPDATE tag_job SET done_count = ?, skipped_count = ? WHERE id = ?', [
    doneCount,
    skippedCount,
    jobId,
  ]);
  await tell(tx, { ...job, status: 'running', doneCount, skippedCount }, now);
  return customerIds.length === CUSTOMERS_PER_COMMIT;
}

/** Ends a job that is under way; its remaining customers are forgotten. Ending twice changes nothing. */
export async function endTagJob(
  tx: Tx,
  jobId: string,
  status: 'done' | 'cancelled' | 'failed',
  now: number,
): Promise<void> {
  const ended = await execute(
    tx,
    "UPDATE tag_job SET status = ?, finished_at = ? WHERE id = ? AND status IN ('waiting', 'running')",
    [status, now, jobId],
  );
  if (ended === 0) return;
  await execute(tx, 'DELETE FROM tag_job_customer WHERE job_id = ?', [jobId]);
  const job = await getRow(tx, TagJobRow, { id: jobId });
  await tell(tx, job, now);
}

async function tell(
  tx: Tx,
  job: Pick<TagJobRow, 'id' | 'status' | 'doneCount' | 'skippedCount' | 'totalCount' | 'startedByUserId'>,
  now: number,
): Promise<void> {
  const { id: jobId, status, doneCount, skippedCount, totalCount } = job;
  await recordEvent(
    tx,
    tagJobProgressed({
      occurredAt: now,
      memberUserId: job.startedByUserId,
      payload: { jobId, status, doneCount, skippedCount, totalCount },
    }),
  );
}
