import { select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { IS_SPEECH_SQL } from '../chat-archive/not-said.ts';

/** Whether the rep said anything from a moment to another, both included. */
export async function hasSpoken(tx: Tx, conversationId: string, since: number, until: number): Promise<boolean> {
  const rows = await select(
    tx,
    `SELECT 1 AS spoken FROM chat_message
     WHERE conversation_id = ? AND sent_at >= ? AND sent_at <= ? AND sender_kind = 'member' AND ${IS_SPEECH_SQL} LIMIT 1`,
    [conversationId, since, until],
  );
  return rows.length > 0;
}
