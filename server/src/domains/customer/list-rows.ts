import { execute, inList, insertRows, select } from '../../platform/database/sql.ts';
import { type Batch, collect, type Tx } from '../../platform/database/tx.ts';

interface Wanted {
  ownerUserId: string;
  firstAddedAt: number;
  tagIds: Set<string>;
  viewers: Set<string>;
}

const AT_ONCE = 200;

/**
 * Brings customer_tag_index and customer_viewer in step with customer, follow_user and customer_tag. Every store
 * function that changes an owner, a relation, a tag or the first date calls it in the same transaction, so that
 * lists never need more than one range read. Done at the end of the transaction; reads first and writes only what differs.
 */
export function refreshListRows(tx: Tx, customerIds: string[]): void {
  collect(tx, listRows, customerIds);
}

const listRows: Batch<string> = {
  async write(tx, customerIds) {
    // In one order, so that two transactions with the same customers do not lock them crosswise.
    const ids = [...new Set(customerIds)].sort();
    for (let start = 0; start < ids.length; start += AT_ONCE) await refreshSome(tx, ids.slice(start, start + AT_ONCE));
  },
};

async function refreshSome(tx: Tx, ids: string[]): Promise<void> {
  const wanted = await readWanted(tx, ids);
  const tagRows = await select<{
    customer_id: string;
    tag_id: string;
    owner_user_id: string;
    first_added_at: number | string;
  }>(
    tx,
    `SELECT customer_id, tag_id, owner_user_id, first_added_at FROM customer_tag_index WHERE customer_id ${inList(ids)}`,
    ids,
  );
  const viewerRows = await select<{ customer_id: string; user_id: string; first_added_at: number | string }>(
    tx,
    `SELECT customer_id, user_id, first_added_at FROM customer_viewer WHERE customer_id ${inList(ids)}`,
    ids,
  );
  for (const row of tagRows) {
    const customer = wanted.get(row.customer_id);
    const fits =
      customer?.tagIds.has(row.tag_id) &&
      row.owner_user_id === customer.ownerUserId &&
      Number(row.first_added_at) === customer.firstAddedAt;
    if (customer && fits) customer.tagIds.delete(row.tag_id);
    else
      await execute(tx, 'DELETE FROM customer_tag_index WHERE customer_id = ? AND tag_id = ?', [
        row.customer_id,
        row.tag_id,
      ]);
  }
  for (const row of viewerRows) {
    const customer = wanted.get(row.customer_id);
    if (customer?.viewers.has(row.user_id) && Number(row.first_added_at) === customer.firstAddedAt)
      customer.viewers.delete(row.user_id);
    else
      await execute(tx, 'DELETE FROM customer_viewer WHERE customer_id = ? AND user_id = ?', [
        row.customer_id,
        row.user_id,
      ]);
  }
  const missing = [...wanted];
  await insertRows(
    tx,
    'customer_tag_index',
    missing.flatMap(([id, one]) =>
      [...one.tagIds].map((tagId) => ({
        customer_id: id,
        tag_id: tagId,
        owner_user_id: one.ownerUserId,
        first_added_at: one.firstAddedAt,
      })),
    ),
  );
  await insertRows(
    tx,
    'customer_viewer',
    missing.flatMap(([id, one]) =>
      [...one.viewers].map((userId) => ({ customer_id: id, user_id: userId, first_added_at: one.firstAddedAt })),
    ),
  );
}

async function readWanted(tx: Tx, ids: string[]): Promise<Map<string, Wanted>> {
  const wanted = new Map<string, Wanted>();
  const customers = await select<{ id: string; owner_user_id: string | null; first_added_at: number | string }>(
    tx,
    `SELECT id, owner_user_id, first_added_at FROM customer WHERE id ${inList(ids)}`,
    ids,
  );
  for (const row of customers) {
    wanted.set(row.id, {
      ownerUserId: row.owner_user_id ?? '',
      firstAddedAt: Number(row.first_added_at),
      tagIds: new Set(),
      viewers: new Set(row.owner_user_id ? [row.owner_user_id] : []),
    });
  }
  const relations = await select<{ customer_id: string; user_id: string }>(
    tx,
    `SELECT customer_id, user_id FROM follow_user WHERE customer_id ${inList(ids)} AND status IN ('active', 'half')`,
    ids,
  );
  for (const row of relations) wanted.get(row.customer_id)?.viewers.add(row.user_id);
  const tags = await select<{ customer_id: string; tag_id: string }>(
    tx,
    `SELECT DISTINCT customer_id, tag_id FROM customer_tag WHERE customer_id ${inList(ids)} AND in_wecom NOT IN ('removing', 'removed')`,
    ids,
  );
  for (const row of tags) wanted.get(row.customer_id)?.tagIds.add(row.tag_id);
  return wanted;
}
