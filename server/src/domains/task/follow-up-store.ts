import { select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { FollowUpRow } from './entity.ts';

/** Work done with a customer, newest first. */
export async function listFollowUps(
  tx: Tx,
  customerId: string,
  page: { cursor?: string; limit: number },
): Promise<{ rows: FollowUpRow[]; nextCursor: string | null }> {
  const [at, id] = page.cursor ? decodeCursor(page.cursor, ['number', 'string']) : [];
  const after =
    at === undefined || id === undefined
      ? { sql: '', values: [] }
      : { sql: ' AND created_at <= ? AND (created_at < ? OR id < ?)', values: [at, at, id] };
  const found = await select<{ id: string }>(
    tx,
    `SELECT id FROM follow_up WHERE customer_id = ?${after.sql} ORDER BY created_at DESC, id DESC LIMIT ${page.limit + 1}`,
    [customerId, ...after.values],
  );
  const rows = await findFollowUps(
    tx,
    found.slice(0, page.limit).map((row) => row.id),
  );
  const last = rows.at(-1);
  return { rows, nextCursor: found.length > page.limit && last ? encodeCursor([last.createdAt, last.id]) : null };
}

/** In the order of the ids; unknown ones are left out. */
export async function findFollowUps(tx: Tx, ids: string[]): Promise<FollowUpRow[]> {
  if (ids.length === 0) return [];
  const rows = await tx.createQueryBuilder(FollowUpRow, 'row').where('row.id IN (:...ids)', { ids }).getMany();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
