import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { IS_SPEECH_SQL } from '../chat-archive/not-said.ts';

/** SQLite takes 32,766 values. */
const CUSTOMERS_AT_ONCE = 5_000;

/**
 * When each of these customers last said something before a position, or before a moment; null: never, as far as the archive goes. What
 * was taken back was not said. One step along an index for each of them.
 */
export async function lastSaidBefore(
  tx: Tx,
  customerIds: readonly string[],
  before: { position: number } | { sentAt: number },
): Promise<Map<string, number | null>> {
  const found = new Map<string, number | null>(customerIds.map((id) => [id, null]));
  const [column, value] = 'position' in before ? ['position', before.position] : ['sent_at', before.sentAt];
  for (let start = 0; start < customerIds.length; start += CUSTOMERS_AT_ONCE) {
    const some = customerIds.slice(start, start + CUSTOMERS_AT_ONCE);
    const rows = await select<{ id: string; at: number | string | null }>(
      tx,
      `SELECT c.id, (SELECT m.sent_at FROM chat_message m
          WHERE m.customer_id = c.id AND m.sender_kind = 'customer' AND m.revoked_at IS NULL AND m.${IS_SPEECH_SQL}
            AND m.${column} < ? ORDER BY m.sent_at DESC, m.position DESC LIMIT 1) AS at
         FROM customer c WHERE c.id ${inList(some)}`,
      [value, ...some],
    );
    for (const { id, at } of rows) if (at !== null) found.set(id, Number(at));
  }
  return found;
}
