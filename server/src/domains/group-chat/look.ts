import { select, upsertRows } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';

/** When a member looked last at a group; null: never. */
export async function lastLook(tx: Tx, chatId: string, userId: string): Promise<number | null> {
  const [row] = await select<{ looked_at: number | string }>(
    tx,
    'SELECT looked_at FROM group_look WHERE chat_id = ? AND user_id = ?',
    [chatId, userId],
  );
  return row ? Number(row.looked_at) : null;
}

export async function rememberLook(tx: Tx, chatId: string, userId: string, now: number): Promise<void> {
  const row = { chat_id: chatId, user_id: userId, looked_at: now };
  await upsertRows(tx, 'group_look', [row], ['chat_id', 'user_id'], ['looked_at']);
}
