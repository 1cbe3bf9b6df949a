import { forUpdate, inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { SopRow } from './entity.ts';
import { idsInUse } from './store.ts';

/*
 * Only who is under way waits for a step. That is not said to the database again: it would take the index that knows who is under way
 * for the better one, and read all of them.
 */

/** Whether a customer's step is due. One look along an index for each SOP in use, however many customers are under way. */
export async function isAnyStepDue(tx: Tx, now: number): Promise<boolean> {
  const ids = await idsInUse(tx);
  if (ids.length === 0) return false;
  const rows = await select(
    tx,
    `SELECT id FROM sop_enrolment WHERE sop_id ${inList(ids)} AND next_due_at <= ? LIMIT 1`,
    [...ids, now],
  );
  return rows.length > 0;
}

/** Enrolments of one SOP whose next step is due, oldest first, locked until commit. */
export async function lockDue(tx: Tx, { id }: Pick<SopRow, 'id'>, now: number, limit: number): Promise<string[]> {
  const rows = await select<{ id: string }>(
    tx,
    `SELECT id FROM sop_enrolment WHERE sop_id = ? AND next_due_at <= ? ORDER BY next_due_at, id LIMIT ${limit}${forUpdate(tx, { skipLocked: true })}`,
    [id, now],
  );
  return rows.map((row) => row.id);
}
