import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';

/** The remark to show for each of these customers: of the viewer's relation, else of the owner's. */
export async function remarksFor(
  tx: Tx,
  customers: { id: string; ownerUserId: string | null }[],
  viewer: { userId: string },
): Promise<Map<string, string>> {
  if (customers.length === 0) return new Map();
  const rows = await select<{ customer_id: string; user_id: string; remark: string }>(
    tx,
    `SELECT customer_id, user_id, remark FROM follow_user WHERE customer_id ${inList(customers)} AND remark IS NOT NULL AND remark <> ''`,
    customers.map(({ id }) => id),
  );
  const remarks = new Map<string, string>();
  for (const { id, ownerUserId } of customers) {
    const of = (userId: string | null) => rows.find((row) => row.customer_id === id && row.user_id === userId)?.remark;
    const remark = of(viewer.userId) ?? of(ownerUserId);
    if (remark !== undefined) remarks.set(id, remark);
  }
  return remarks;
}
