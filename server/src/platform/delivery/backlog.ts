import { select } from '../database/sql.ts';
import type { Tx } from '../database/tx.ts';

/**
 * Whether at least `depth` runs or commands of the normal lane wait. What makes work in bulk looks first and waits: whoever
 * comes after it would otherwise queue behind all of it. Costs at most `depth` index entries.
 */
export async function isBacklogDeep(tx: Tx, depth: number): Promise<boolean> {
  for (const table of ['scenario_run', 'outbox_command']) {
    const rows = await select<{ waiting: number | string }>(
      tx,
      `SELECT COUNT(*) AS waiting FROM (SELECT 1 FROM \`${table}\` WHERE status = 'waiting' AND lane = 'normal' LIMIT ?) AS some_waiting`,
      [depth],
    );
    if (Number(rows[0]?.waiting ?? 0) >= depth) return true;
  }
  return false;
}
