import { findRow, getRow } from '../../../platform/database/find-row.ts';
import type { Dependencies } from '../../../dependencies.ts';
import { execute, inList, select } from '../../../platform/database/sql.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { isBacklogDeep } from '../../../platform/delivery/backlog.ts';
import { type CommandFactory, enqueue } from '../../../platform/delivery/command.ts';
import { findViewer } from '../../corp/store.ts';
import type { DataScope } from '../../corp/viewer.ts';
import { customersInScope } from '../../customer/scope.ts';
import { findCustomer } from '../../customer/store.ts';
import { applyTags, removeTags } from '../../customer/tags.ts';
import { command } from '../../command.ts';
import { collectSome } from '../collect-customers.ts';
import { TagJobRow } from '../entity.ts';
import { tellProgress } from '../progress.ts';

const CUSTOMERS_PER_COMMIT = 20;
const FORGOTTEN_PER_COMMIT = 500;
const TURN_MS = 8_000;
const WAIT_MS = 1_000;
/** Every customer becomes a call to WeCom: more than this many waiting would hold up everybody else's. */
const DEEP_BACKLOG = 400;
/** What somebody who has left may see. */
const NOBODY: DataScope = { kind: 'departments', departmentIds: [] };

interface TurnInput {
  jobId: string;
}
interface TurnResult {
  isFinished: boolean;
  /** When to go on, machine time; 0 at once. */
  notBefore: number;
}

/**
 * Finds some more of a job's customers, or marks some of them in our books, each with its command for WeCom; queues itself again until
 * all are done. What the starter may see now counts, not what she could see when she asked.
 */
export const advanceTagJob: CommandFactory<Dependencies, TurnInput, TurnResult> = command<TurnInput, TurnResult>({
  name: 'advance-tag-job',
  repeatIsHarmless: '处理过的客户已从清单中移除,重复执行只处理剩下的客户',
  serialKey: ({ jobId }) => `tag-job ${jobId}`,

  async send({ jobId }, deps) {
    const { db, clock, config } = deps;
    const stopAt = clock.machineNow() + TURN_MS;
    const { startedByUserId } = await getRow(db.read, TagJobRow, { id: jobId });
    const starter = await findViewer(db.read, startedByUserId, config.adminUserIds);
    const scope = starter?.scope ?? NOBODY;
    while (await collectSome(deps, jobId, scope)) {
      if (clock.machineNow() >= stopAt) return { isFinished: false, notBefore: 0 };
    }
    do {
      if (await isBacklogDeep(db.read, DEEP_BACKLOG))
        return { isFinished: false, notBefore: clock.machineNow() + WAIT_MS };
      const more = await db.transaction((tx) => markSome(tx, jobId, scope, clock.now()));
      if (!more) return { isFinished: true, notBefore: 0 };
    } while (clock.machineNow() < stopAt);
    return { isFinished: false, notBefore: 0 };
  },

  async onDone(tx, { jobId }, { isFinished, notBefore }, now) {
    if (isFinished) await endTagJob(tx, jobId, 'done', now);
    else await enqueue(tx, advanceTagJob({ jobId }), { notBefore });
  },

  async onGaveUp(tx, { jobId }, _error, now) {
    if (await endTagJob(tx, jobId, 'failed', now)) await enqueue(tx, advanceTagJob({ jobId }));
  },
});

/** Returns whether customers are left. */
async function markSome(tx: Tx, jobId: string, scope: DataScope, now: number): Promise<boolean> {
  // Also locks the job, so that stopping it waits for these customers and nothing is marked after.
  const running = await execute(
    tx,
    "UPDATE tag_job SET status = 'running' WHERE id = ? AND status IN ('waiting', 'running')",
    [jobId],
  );
  const job = await findRow(tx, TagJobRow, { id: jobId });
  if (running === 0 || !job) return forgetSome(tx, jobId);
  const rows = await select<{ customer_id: string }>(
    tx,
    'SELECT customer_id FROM tag_job_customer WHERE job_id = ? ORDER BY customer_id LIMIT ?',
    [jobId, CUSTOMERS_PER_COMMIT],
  );
  const customerIds = rows.map((row) => row.customer_id);
  if (customerIds.length === 0) return false;
  let skipped = 0;
  const origin = { kind: 'rep', ref: jobId, byUserId: job.startedByUserId } as const;
  const visible = await customersInScope(tx, scope, customerIds);
  for (const customerId of customerIds) {
    if (!visible.has(customerId) || !(await findCustomer(tx, customerId))) {
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
  await execute(tx, 'UPDATE tag_job SET done_count = done_count + ?, skipped_count = skipped_count + ? WHERE id = ?', [
    customerIds.length - skipped,
    skipped,
    jobId,
  ]);
  await tellProgress(tx, jobId, now);
  return customerIds.length === CUSTOMERS_PER_COMMIT;
}

/** Of a job that has ended early; a few at a time, as they were found. */
async function forgetSome(tx: Tx, jobId: string): Promise<boolean> {
  const rows = await select<{ customer_id: string }>(
    tx,
    'SELECT customer_id FROM tag_job_customer WHERE job_id = ? LIMIT ?',
    [jobId, FORGOTTEN_PER_COMMIT],
  );
  const customerIds = rows.map((row) => row.customer_id);
  if (customerIds.length > 0)
    await execute(tx, `DELETE FROM tag_job_customer WHERE job_id = ? AND customer_id ${inList(customerIds)}`, [
      jobId,
      ...customerIds,
    ]);
  return customerIds.length === FORGOTTEN_PER_COMMIT;
}

/** Ends a job that is under way; its next turn forgets the customers left. Ending twice changes nothing. */
export async function endTagJob(
  tx: Tx,
  jobId: string,
  status: 'done' | 'cancelled' | 'failed',
  now: number,
): Promise<boolean> {
  const ended = await execute(
    tx,
    `UPDATE tag_job SET status = ?, finished_at = ?, by_filter = NULL, collected_to = NULL
     WHERE id = ? AND status IN ('collecting', 'waiting', 'running')`,
    [status, now, jobId],
  );
  if (ended > 0) await tellProgress(tx, jobId, now);
  return ended > 0;
}
