import { textOf } from '@zhike/shared/chat-content';
import { select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { DataKeys } from '../../platform/secrets.ts';
import type { ConversationKind, SenderKind } from './entity.ts';
import { readContent } from './sealed-content.ts';

/** A message as rules, counts and quality checks see it. */
export interface StreamedMessage {
  /** Ascending in the order of arrival in our books, without a later one ever becoming visible before an earlier one. */
  position: number;
  msgId: string;
  conversationId: string;
  conversationKind: ConversationKind;
  /** The customer group, if any. */
  chatId: string | null;
  /** The member of a single chat. */
  userId: string | null;
  /** Whom it concerns: the customer of a single chat, in a group the customer who said it; null while unknown. */
  customerId: string | null;
  from: { kind: SenderKind; id: string };
  /** Epoch ms. */
  sentAt: number;
  /** `msgtype` of WeCom, see wecom-callbacks 3.8. */
  type: string;
  /** What can be read and searched; '' where there is nothing of the kind. */
  text: string;
  isRevoked: boolean;
}

interface StreamDeps {
  keys: DataKeys;
}

/** The next messages after a position, ascending: what bulk consumers walk along. */
export type ReadMessages = (tx: Tx, after: number, limit: number, deps: StreamDeps) => Promise<StreamedMessage[]>;

export const readMessages: ReadMessages = async (tx, after, limit, { keys }) =>
  (await select<MessageRow>(tx, `${SELECT} WHERE m.position > ? ORDER BY m.position LIMIT ?`, [after, limit])).map(
    (row) => toStreamed(row, keys),
  );

/** For `timeOf` of a consumer. */
export const sentAtOf = (message: StreamedMessage) => message.sentAt;

/** Where a consumer begins that shall not act on what is there already. */
export async function lastPosition(tx: Tx): Promise<number> {
  const [row] = await select<{ position: number | string | null }>(
    tx,
    'SELECT MAX(position) AS position FROM chat_message',
  );
  return Number(row?.position ?? 0);
}

/** Stored messages sent from a moment to before another, oldest first; `afterPosition` is the last one of the page before. */
export async function readMessagesSent(
  tx: Tx,
  { from, to, afterPosition, limit }: { from: number; to: number; afterPosition: number | null; limit: number },
  { keys }: StreamDeps,
): Promise<StreamedMessage[]> {
  const after = afterPosition === null ? null : await sentAtOfPosition(tx, afterPosition);
  const rows = await select<MessageRow>(
    tx,
    `${SELECT} WHERE m.sent_at >= ? AND m.sent_at < ?${after === null ? '' : ' AND (m.sent_at > ? OR m.position > ?)'}
      ORDER BY m.sent_at, m.position LIMIT ?`,
    [Math.max(from, after ?? from), to, ...(after === null ? [] : [after, afterPosition!]), limit],
  );
  return rows.map((row) => toStreamed(row, keys));
}

async function sentAtOfPosition(tx: Tx, position: number): Promise<number | null> {
  const [row] = await select<{ sent_at: number | string }>(tx, 'SELECT sent_at FROM chat_message WHERE position = ?', [
    position,
  ]);
  return row ? Number(row.sent_at) : null;
}

const SELECT = `SELECT m.position, m.msg_id, m.conversation_id, m.sender_kind, m.sender_id, m.customer_id, m.sent_at, m.type,
    m.content, m.is_encrypted, m.revoked_at, c.kind, c.chat_id, c.user_id
  FROM chat_message m JOIN chat_conversation c ON c.id = m.conversation_id`;

interface MessageRow {
  position: number | string;
  msg_id: string;
  conversation_id: string;
  sender_kind: SenderKind;
  sender_id: string;
  customer_id: string | null;
  sent_at: number | string;
  type: string;
  content: string;
  is_encrypted: number | string;
  revoked_at: number | string | null;
  kind: ConversationKind;
  chat_id: string | null;
  user_id: string | null;
}

function toStreamed(row: MessageRow, keys: DataKeys): StreamedMessage {
  return {
    position: Number(row.position),
    msgId: row.msg_id,
    conversationId: row.conversation_id,
    conversationKind: row.kind,
    chatId: row.chat_id,
    userId: row.user_id,
    customerId: row.customer_id,
    from: { kind: row.sender_kind, id: row.sender_id },
    sentAt: Number(row.sent_at),
    type: row.type,
    text: textOf(readContent(row, keys)),
    isRevoked: row.revoked_at !== null,
  };
}
