import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';

const AT_ONCE = 500;

/**
 * Who serves these customers: the owner while she works here, else the member who added the customer last and still has her as a contact.
 * Who is served by nobody is absent. `CROSS JOIN` keeps SQLite from beginning with the members and reading all of their customers.
 */
export async function whoAnswerFor(tx: Tx, customerIds: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const wanted = [...new Set(customerIds)];
  for (let start = 0; start < wanted.length; start += AT_ONCE) {
    const ids = wanted.slice(start, start + AT_ONCE);
    const followers = await select<{ customer_id: string; user_id: string }>(
      tx,
      `SELECT f.customer_id, f.user_id FROM follow_user f CROSS JOIN member m ON m.user_id = f.user_id
        WHERE f.customer_id ${inList(ids)} AND f.status IN ('active', 'half') AND m.status = 'active' ORDER BY f.added_at, f.id`,
      ids,
    );
    // The last one of each stays.
    for (const row of followers) found.set(row.customer_id, row.user_id);
    const owners = await select<{ id: string; owner_user_id: string }>(
      tx,
      `SELECT c.id, c.owner_user_id FROM customer c CROSS JOIN member m ON m.user_id = c.owner_user_id
        WHERE c.id ${inList(ids)} AND m.status = 'active'`,
      ids,
    );
    for (const row of owners) found.set(row.id, row.owner_user_id);
  }
  return found;
}
