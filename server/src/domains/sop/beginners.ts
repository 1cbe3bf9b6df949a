import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { whoAnswerFor } from '../customer/who-answers.ts';
import type { Beginner } from './find-start.ts';

/** Of these customers, those who are there and whom somebody serves. */
export async function beginnersOf(
  tx: Tx,
  ids: readonly string[],
): Promise<{ served: Beginner[]; nobodyServes: number }> {
  if (ids.length === 0) return { served: [], nobodyServes: 0 };
  const rows = await select<{ id: string; stage_id: string | null; first_added_at: number | string }>(
    tx,
    `SELECT id, stage_id, first_added_at FROM customer WHERE id ${inList(ids)}`,
    [...ids],
  );
  const answerers = await whoAnswerFor(tx, ids);
  const served = rows
    .filter(({ id }) => answerers.has(id))
    .map(({ id, stage_id: stageId, first_added_at: at }) => ({ id, stageId, firstAddedAt: Number(at) }));
  return { served, nobodyServes: rows.length - served.length };
}
