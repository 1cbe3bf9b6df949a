import { execute, insertRows } from '../platform/database/sql.ts';
import { wakeBulkConsumers } from '../platform/delivery/bulk-store.ts';
import { newId } from '../platform/id.ts';
import type { TestServer } from './start-test-server.ts';

let position = 0;

export interface GivenMessage {
  customerId: string;
  text: string;
  by?: 'customer' | 'member';
  sentAt?: number;
  userId?: string;
  /** In this customer group instead of the single chat. */
  chatId?: string;
  /** `msgtype` of what is no text: `agree`, `revoke`. */
  type?: string;
}

/** A message as the archive has stored it; consumers of this server see it. Returns its position. */
export async function givenMessage(
  server: Pick<TestServer, 'db' | 'clock'>,
  {
    customerId,
    text,
    by = 'customer',
    userId = 'rep',
    chatId,
    sentAt = server.clock.now(),
    type = 'text',
  }: GivenMessage,
): Promise<number> {
  position += 1;
  const key = chatId ? `group:${chatId}` : `single:${userId}:${customerId}`;
  await server.db.transaction(async (tx) => {
    await insertRows(
      tx,
      'chat_conversation',
      [
        {
          id: newId(),
          conversation_key: key,
          kind: chatId ? 'group' : 'single',
          user_id: chatId ? null : userId,
          customer_id: chatId ? null : customerId,
          chat_id: chatId ?? null,
          consent: 'agreed',
          last_message_at: sentAt,
          last_position: position,
        },
      ],
      { ignoreDuplicates: true },
    );
    const [row] = (await tx.query('SELECT id FROM chat_conversation WHERE conversation_key = ?', [key])) as {
      id: string;
    }[];
    await insertRows(tx, 'chat_message', [
      {
        position,
        msg_id: `given${position}`,
        conversation_id: row!.id,
        sender_kind: by,
        sender_id: by === 'customer' ? customerId : userId,
        customer_id: customerId,
        sent_at: sentAt,
        type,
        content: JSON.stringify({ kind: 'text', text }),
        is_encrypted: 0,
      },
    ]);
    await execute(
      tx,
      'UPDATE chat_conversation SET last_message_at = CASE WHEN last_message_at > ? THEN last_message_at ELSE ? END, last_position = ? WHERE id = ?',
      [sentAt, sentAt, position, row!.id],
    );
    wakeBulkConsumers(tx);
  });
  return position;
}
