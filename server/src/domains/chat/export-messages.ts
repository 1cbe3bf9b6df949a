import { setImmediate } from 'node:timers/promises';
import { select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { DataKeys } from '../../platform/secrets.ts';
import { type ChatMessage, type ChatPlace, readChat } from '../chat-archive/read-chat.ts';

/** Messages of one file: some 10 MB, written within seconds. */
export const MAX_EXPORTED = 50_000;
const AT_ONCE = 500;

export interface Span {
  conversationId: string;
  fromAt: number;
  toAt: number;
}

/** Counting stops beyond the limit. */
export async function isTooBig(tx: Tx, { conversationId, fromAt, toAt }: Span): Promise<boolean> {
  const [row] = await select<{ messages: number | string }>(
    tx,
    `SELECT COUNT(*) AS messages FROM (SELECT 1 FROM chat_message WHERE conversation_id = ? AND sent_at >= ? AND sent_at < ?
     LIMIT ${MAX_EXPORTED + 1}) AS some_messages`,
    [conversationId, fromAt, toAt],
  );
  return Number(row?.messages ?? 0) > MAX_EXPORTED;
}

/** In their order, by the page. Others get their turn in between. */
export async function* messagesOf(tx: Tx, keys: DataKeys, span: Span): AsyncGenerator<ChatMessage[]> {
  let place: ChatPlace = { kind: 'at', moment: span.fromAt };
  for (;;) {
    const { messages, hasAfter } = await readChat(tx, span.conversationId, place, { keys, limit: AT_ONCE });
    const last = messages.at(-1);
    // Where nothing was said since, `at` shows what was said before.
    yield messages.filter(({ sentAt }) => sentAt >= span.fromAt && sentAt < span.toAt);
    if (!last || !hasAfter || last.sentAt >= span.toAt) return;
    place = { kind: 'after', position: last.position };
    await setImmediate();
  }
}
