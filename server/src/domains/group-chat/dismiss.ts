import { execute, insertRows } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { newId } from '../../platform/id.ts';

/**
 * The group is no more: its row and its members' rows stay, everybody in it has left it by that. Nobody is told of each leaving.
 * False when it was known to be dismissed, or was never known.
 */
export async function dismissGroup(tx: Tx, chatId: string, at: number): Promise<boolean> {
  await execute(tx, 'DELETE FROM group_reading WHERE chat_id = ?', [chatId]);
  const dismissed = await execute(
    tx,
    'UPDATE group_chat SET dismissed_at = ?, problem = NULL, member_count = 0, external_count = 0, customer_count = 0 WHERE chat_id = ? AND dismissed_at IS NULL',
    [at, chatId],
  );
  if (dismissed === 0) return false;
  const change = { id: newId(), chat_id: chatId, kind: 'dismissed', from_user_id: null, to_user_id: null, at };
  await insertRows(tx, 'group_change', [change]);
  await execute(tx, "UPDATE group_member SET left_at = ?, left_how = 'ended' WHERE chat_id = ? AND left_at IS NULL", [
    at,
    chatId,
  ]);
  return true;
}
