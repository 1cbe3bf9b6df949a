import { select, upsertGrowing } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { ReadMessage } from './read-message.ts';

const MOST_LISTED = 100;

/** Counts messages of types that this program has no shape for; in the transaction that stores them. */
export async function noteUnknownTypes(tx: Tx, messages: readonly ReadMessage[]): Promise<void> {
  const types = new Map<string, { type: string; count: number; last_at: number }>();
  for (const { type, content, sentAt } of messages) {
    if (content.kind !== 'unknown') continue;
    const known = types.get(type);
    types.set(type, { type, count: (known?.count ?? 0) + 1, last_at: Math.max(known?.last_at ?? 0, sentAt) });
  }
  await upsertGrowing(tx, 'archive_unknown_type', [...types.values()], ['type'], { count: 'sum', last_at: 'greatest' });
}

export async function listUnknownTypes(tx: Tx): Promise<{ type: string; count: number; lastAt: number }[]> {
  const rows = await select<Record<'type' | 'count' | 'last_at', string | number>>(
    tx,
    `SELECT type, count, last_at FROM archive_unknown_type ORDER BY last_at DESC LIMIT ${MOST_LISTED}`,
  );
  return rows.map((row) => ({ type: String(row.type), count: Number(row.count), lastAt: Number(row.last_at) }));
}
