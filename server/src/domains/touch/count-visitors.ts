import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';

const AT_ONCE = 500;

/** Browsers that opened something through one of these links; who came through two of different parts is counted for each. */
export async function countVisitorsThrough(tx: Tx, linkKeys: readonly string[]): Promise<number> {
  let visitors = 0;
  for (let start = 0; start < linkKeys.length; start += AT_ONCE) {
    const keys = linkKeys.slice(start, start + AT_ONCE);
    const [row] = await select<{ n: number | string }>(
      tx,
      `SELECT COUNT(DISTINCT visitor_id) AS n FROM visit WHERE link_key ${inList(keys)}`,
      keys,
    );
    visitors += Number(row?.n ?? 0);
  }
  return visitors;
}
