import { execute, inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { findSingle } from './conversations.ts';
import type { ConversationKind, SenderKind } from './entity.ts';

/** A message that was stored before its customer was known. */
export interface LinkedMessage {
  position: number;
  conversationKind: ConversationKind;
  senderKind: SenderKind;
  type: string;
  sentAt: number;
}

/** Whose messages became known: those of her single chat with a member, where one is named, and what she said in groups. */
export interface LatePerson {
  customerId: string;
  externalUserId: string;
  userId: string | null;
}

/** Makes the next messages hers, at most `limit`; none when all are. Nothing of anybody else's is touched. */
export async function linkSomeMessages(tx: Tx, person: LatePerson, limit: number): Promise<LinkedMessage[]> {
  const own = await unlinkedOfSingle(tx, person, limit);
  const found = own.length < limit ? [...own, ...(await unlinkedInGroups(tx, person, limit - own.length))] : own;
  const positions = found.map(({ position }) => position);
  if (positions.length > 0)
    await execute(tx, `UPDATE chat_message SET customer_id = ? WHERE position ${inList(positions)}`, [
      person.customerId,
      ...positions,
    ]);
  return found;
}

/** Whether anything said before she was known is still nobody's. */
export async function isAnythingUnlinked(tx: Tx, person: LatePerson): Promise<boolean> {
  return (await unlinkedOfSingle(tx, person, 1)).length > 0 || (await unlinkedInGroups(tx, person, 1)).length > 0;
}

async function unlinkedOfSingle(
  tx: Tx,
  { userId, externalUserId }: LatePerson,
  limit: number,
): Promise<LinkedMessage[]> {
  const conversation = userId === null ? null : await findSingle(tx, { userId, externalUserId });
  if (!conversation) return [];
  // Not `IS NULL`: by an index of that, everything internal would be read.
  const where = "m.conversation_id = ? AND COALESCE(m.customer_id, '') = ''";
  // In the order in which they were sent, so that a rule never hears an answer before its question.
  return read(tx, `${where} ORDER BY m.sent_at, m.position`, [conversation.id], limit);
}

function unlinkedInGroups(tx: Tx, { externalUserId }: LatePerson, limit: number): Promise<LinkedMessage[]> {
  return read(tx, "m.sender_id = ? AND m.customer_id IS NULL AND c.kind = 'group'", [externalUserId], limit);
}

async function read(tx: Tx, where: string, values: string[], limit: number): Promise<LinkedMessage[]> {
  const rows = await select<{
    position: number | string;
    kind: ConversationKind;
    sender_kind: SenderKind;
    type: string;
    sent_at: number | string;
  }>(
    tx,
    `SELECT m.position, c.kind, m.sender_kind, m.type, m.sent_at FROM chat_message m
      JOIN chat_conversation c ON c.id = m.conversation_id WHERE ${where} LIMIT ${limit}`,
    values,
  );
  return rows.map((row) => ({
    position: Number(row.position),
    conversationKind: row.kind,
    senderKind: row.sender_kind,
    type: row.type,
    sentAt: Number(row.sent_at),
  }));
}
