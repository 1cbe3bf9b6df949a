import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';

const AT_ONCE = 500;

export interface Sender {
  userId: string;
  externalUserId: string;
}

/**
 * Who sends to these customers: the owner, where she has the customer as a contact, else the member who added her last and still has
 * her. WeCom delivers only between contacts, so whoever has no such member is absent. `CROSS JOIN` keeps SQLite from beginning with the members.
 */
export async function sendersFor(tx: Tx, customerIds: readonly string[]): Promise<Map<string, Sender>> {
  const found = new Map<string, Sender & { isOwner: boolean }>();
  for (let start = 0; start < customerIds.length; start += AT_ONCE) {
    const ids = customerIds.slice(start, start + AT_ONCE);
    const rows = await select<{ customer_id: string; user_id: string; external_user_id: string; is_owner: number }>(
      tx,
      `SELECT f.customer_id, f.user_id, f.external_user_id, CASE WHEN c.owner_user_id = f.user_id THEN 1 ELSE 0 END AS is_owner
         FROM follow_user f CROSS JOIN member m ON m.user_id = f.user_id CROSS JOIN customer c ON c.id = f.customer_id
        WHERE f.customer_id ${inList(ids)} AND f.status = 'active' AND m.status = 'active' ORDER BY f.added_at, f.id`,
      ids,
    );
    for (const row of rows) {
      if (found.get(row.customer_id)?.isOwner) continue;
      const sender = { userId: row.user_id, externalUserId: row.external_user_id };
      found.set(row.customer_id, { ...sender, isOwner: Number(row.is_owner) === 1 });
    }
  }
  return found;
}
