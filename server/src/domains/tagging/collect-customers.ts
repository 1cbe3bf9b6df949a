import type { Dependencies } from '../../dependencies.ts';
import { getRow } from '../../platform/database/find-row.ts';
import { execute, insertRows } from '../../platform/database/sql.ts';
import type { DataScope } from '../corp/viewer.ts';
import type { ListDeps } from '../customer/list-filter.ts';
import { listCustomerIds } from '../customer/list.ts';
import { TagJobRow } from './entity.ts';
import { tellProgress } from './progress.ts';

const CUSTOMERS_PER_COMMIT = 200;

/**
 * Writes down the next customers whom a job's filter fits, of those in this scope, before any of them is marked: marking may change
 * whom it fits. Returns whether there may be more.
 */
export async function collectSome(
  deps: Pick<Dependencies, 'db'> & ListDeps,
  jobId: string,
  scope: DataScope,
): Promise<boolean> {
  const { db, clock } = deps;
  const { status, byFilter, collectedTo } = await getRow(db.read, TagJobRow, { id: jobId });
  if (status !== 'collecting' || !byFilter) return false;
  // Read before the transaction: where few customers fit, a page is a long walk.
  const { ids, nextCursor } = await listCustomerIds(db.read, deps, byFilter, scope, {
    cursor: collectedTo ?? undefined,
    limit: CUSTOMERS_PER_COMMIT,
  });
  return db.transaction(async (tx) => {
    const open = await execute(
      tx,
      `UPDATE tag_job SET ${nextCursor ? 'collected_to = ?' : "status = 'waiting', by_filter = NULL, collected_to = ?"}
       WHERE id = ? AND status = 'collecting'`,
      [nextCursor, jobId],
    );
    if (open === 0) return false;
    // She whose first date changes meanwhile is met twice.
    const found = await insertRows(
      tx,
      'tag_job_customer',
      ids.map((customerId) => ({ job_id: jobId, customer_id: customerId })),
      { ignoreDuplicates: true },
    );
    await execute(tx, 'UPDATE tag_job SET total_count = total_count + ? WHERE id = ?', [found, jobId]);
    await tellProgress(tx, jobId, clock.now());
    return nextCursor !== null;
  });
}
