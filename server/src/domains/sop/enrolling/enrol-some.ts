import type { Dependencies } from '../../../dependencies.ts';
import { findRow, getRow } from '../../../platform/database/find-row.ts';
import { execute } from '../../../platform/database/sql.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import type { DataScope } from '../../corp/viewer.ts';
import type { ListDeps } from '../../customer/list-filter.ts';
import { listCustomerIds } from '../../customer/list.ts';
import { beginnersOf } from '../beginners.ts';
import { planCalendar } from '../calendar.ts';
import { enrolMany } from '../enrol.ts';
import { SopRow } from '../entity.ts';
import { sopEnrollingProgressed } from '../events.ts';
import { countHindrances, noHindrance } from './hindrances.ts';
import { SopEnrolJobRow } from './entity.ts';

const CUSTOMERS_PER_COMMIT = 200;

/**
 * Lets the next customers of a job begin, of those in this scope. How far it is goes with what it did. Returns whether there may be more.
 */
export async function enrolSome(
  deps: Pick<Dependencies, 'db'> & ListDeps,
  jobId: string,
  scope: DataScope,
): Promise<boolean> {
  const { db, clock, config } = deps;
  const { status, filter, lookedTo } = await getRow(db.read, SopEnrolJobRow, { id: jobId });
  if (status !== 'running') return false;
  // Read before the transaction: where few customers fit, a page is a long walk.
  const { ids, nextCursor } = await listCustomerIds(db.read, deps, filter ? { filter } : {}, scope, {
    cursor: lookedTo ?? undefined,
    limit: CUSTOMERS_PER_COMMIT,
  });
  return db.transaction(async (tx) => {
    const job = await findRow(tx, SopEnrolJobRow, { id: jobId }, { lock: true });
    if (job?.status !== 'running') return false;
    if (job.lookedTo !== lookedTo) return true;
    const now = clock.now();
    const sop = await findRow(tx, SopRow, { id: job.sopId });
    if (!sop || sop.deletedAt !== null || !sop.isOn) {
      await endEnrolJob(
        tx,
        jobId,
        { status: 'failed', problem: sop?.deletedAt === null ? 'sop.is_off' : 'sop.not_found' },
        now,
      );
      return false;
    }
    const counts = noHindrance();
    const { served, nobodyServes } = await beginnersOf(tx, ids);
    const because = { kind: 'segment', ref: jobId, byUserId: job.startedBy } as const;
    const answers = await enrolMany(tx, await planCalendar(tx, config.timeZone), sop, served, { because, now });
    const reasons = [...answers.values()].map(({ why }) => why);
    countHindrances(reasons, counts);
    await execute(
      tx,
      `UPDATE sop_enrol_job SET looked_to = ?, looked_count = looked_count + ?, enrolled_count = enrolled_count + ?,
         already_count = already_count + ?, no_start_count = no_start_count + ?, no_step_count = no_step_count + ?,
         nobody_count = nobody_count + ? WHERE id = ?`,
      [
        nextCursor,
        ids.length,
        reasons.filter((why) => why === undefined).length,
        counts.alreadyIn,
        counts.noStart,
        counts.noStepAhead,
        nobodyServes,
        jobId,
      ],
    );
    if (nextCursor === null) await endEnrolJob(tx, jobId, { status: 'done' }, now);
    else await tellProgress(tx, job, now);
    return nextCursor !== null;
  });
}

/** Ends a job that is under way. False: it had ended already. */
export async function endEnrolJob(
  tx: Tx,
  jobId: string,
  { status, problem = null }: { status: 'done' | 'cancelled' | 'failed'; problem?: string | null },
  now: number,
): Promise<boolean> {
  const ended = await execute(
    tx,
    "UPDATE sop_enrol_job SET status = ?, problem = ?, finished_at = ?, looked_to = NULL WHERE id = ? AND status = 'running'",
    [status, problem, now, jobId],
  );
  if (ended > 0) await tellProgress(tx, await getRow(tx, SopEnrolJobRow, { id: jobId }), now);
  return ended > 0;
}

/** Tells the pages that show it. */
async function tellProgress(tx: Tx, { id: jobId, sopId, startedBy }: SopEnrolJobRow, now: number): Promise<void> {
  await recordEvent(
    tx,
    sopEnrollingProgressed({ occurredAt: now, memberUserId: startedBy, payload: { sopId, jobId } }),
  );
}
