import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { ChatExportRow } from './export-entity.ts';

/** Whose messages an export that is written now leaves out. */
export async function listRefusing(tx: Tx, conversationId: string): Promise<string[]> {
  const rows = await select<{ id: string }>(
    tx,
    "SELECT external_user_id AS id FROM chat_consent WHERE conversation_id = ? AND status = 'refused' ORDER BY external_user_id",
    [conversationId],
  );
  return rows.map(({ id }) => id);
}

/** Whether somebody refuses by now whose words are in the file. */
export async function isAnyRefusingIn(tx: Tx, row: ChatExportRow): Promise<boolean> {
  const leftOut = JSON.parse(row.leftOut ?? '[]') as string[];
  const refusing = (await listRefusing(tx, row.conversationId)).filter((id) => !leftOut.includes(id));
  if (refusing.length === 0) return false;
  const words = await select(
    tx,
    `SELECT 1 AS one FROM chat_message WHERE conversation_id = ? AND sent_at >= ? AND sent_at < ? AND sender_id ${inList(refusing)} LIMIT 1`,
    [row.conversationId, row.fromAt, row.toAt, ...refusing],
  );
  return words.length > 0;
}
