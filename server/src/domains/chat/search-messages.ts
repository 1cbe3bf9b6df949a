import { textOf } from '@zhike/shared/chat-content';
import type { ChatKind } from '@zhike/shared/contracts/chat';
import { placesOf } from '../../engines/keywords/places.ts';
import { inList, select, type SqlValue } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import type { DataKeys } from '../../platform/secrets.ts';
import { findCandidates } from '../chat-archive/find-candidates.ts';
import { type ChatMessage, findMessages } from '../chat-archive/read-chat.ts';
import { lastPosition } from '../chat-archive/stream.ts';
import { chatScopeSql } from '../chat-archive/scope.ts';
import { conversationPiece, memberPiece } from '../chat-archive/search-index.ts';
import { queryPieces } from '../chat-archive/search-tokens.ts';
import type { DataScope } from '../corp/viewer.ts';

export interface MessageFilter {
  text: string;
  conversationId?: string;
  userId?: string;
  customerId?: string;
  chatId?: string;
  kind?: ChatKind;
  speaker?: 'member' | 'customer';
  from?: number;
  to?: number;
}

/** Messages that one page looks at, and looks into the index; then it answers with what it has, and how to go on. */
const MESSAGES_A_PAGE = 2_000;
const LOOKS_A_PAGE = 400;
const AT_ONCE = 100;
/** Of so many conversations the index is asked for each; of more, every message is looked at by itself. */
const NAMED_CONVERSATIONS = 100;
/** Of a customer with more messages the conversations are not looked for. */
const HER_MESSAGES = 10_000;

/**
 * Messages that hold the text, in the order in which they came into our books, the last one first. A page may be short, even empty,
 * with more to come: it looks at so many messages and no more.
 */
export async function searchMessages(
  tx: Tx,
  filter: MessageFilter,
  { scope, keys }: { scope: DataScope; keys: DataKeys },
  page: { cursor?: string; limit: number },
): Promise<{ messages: ChatMessage[]; nextCursor: string | null }> {
  const none = { messages: [], nextCursor: null };
  const pieces = queryPieces(filter.text);
  const oneOf = pieces.length > 0 ? await conversationsNamed(tx, filter, scope) : null;
  if (!oneOf) return none;
  const [from] = page.cursor ? decodeCursor(page.cursor, ['number']) : [Number.MAX_SAFE_INTEGER];
  const start = Math.min(from, (await lastPosition(tx)) + 1);
  const found: ChatMessage[] = [];
  let looked = 0;
  let looks = 0;
  for await (const { positions, floor } of findCandidates(tx, keys, { ...filter, pieces, oneOf }, start)) {
    for (let at = 0; at < positions.length; at += AT_ONCE) {
      const some = positions.slice(at, at + AT_ONCE);
      for (const message of await holding(tx, filter, { scope, keys }, some)) {
        found.push(message);
        if (found.length > page.limit) {
          const messages = found.slice(0, page.limit);
          return { messages, nextCursor: encodeCursor([messages.at(-1)!.position]) };
        }
      }
      looked += some.length;
      if (looked >= MESSAGES_A_PAGE) return { messages: found, nextCursor: encodeCursor([some.at(-1)!]) };
    }
    looks += 1;
    if (looks >= LOOKS_A_PAGE) return { messages: found, nextCursor: encodeCursor([floor]) };
  }
  return { messages: found, nextCursor: null };
}

/**
 * What the index knows the conversations by that the filter or the scope leaves over; empty: all, or too many to name; null: none.
 * A short cut only: who may see a message is asked of the message.
 */
async function conversationsNamed(tx: Tx, filter: MessageFilter, scope: DataScope): Promise<string[] | null> {
  if (filter.conversationId) return [conversationPiece(filter.conversationId)];
  if (filter.customerId) {
    const ids = await conversationsOf(tx, filter.customerId);
    return ids?.length === 0 ? null : named(ids ?? []);
  }
  if (filter.chatId) {
    const ids = await conversationIds(tx, 'chat_id = ?', [filter.chatId]);
    return ids.length === 0 ? null : named(ids);
  }
  if (filter.userId) return [memberPiece(filter.userId)];
  if (scope.kind !== 'self') return [];
  const inGroups = await conversationIds(
    tx,
    "kind = 'group' AND chat_id IN (SELECT chat_id FROM group_viewer WHERE user_id = ?)",
    [scope.userId],
  );
  return inGroups.length > NAMED_CONVERSATIONS ? [] : [memberPiece(scope.userId), ...inGroups.map(conversationPiece)];
}

const named = (ids: string[]) => (ids.length > NAMED_CONVERSATIONS ? [] : ids.map(conversationPiece));

/** Her single chats, and the groups she spoke in; null: she said too much to go through. */
async function conversationsOf(tx: Tx, customerId: string): Promise<string[] | null> {
  const [row] = await select<{ messages: number | string }>(
    tx,
    `SELECT COUNT(*) AS messages FROM (SELECT 1 FROM chat_message WHERE customer_id = ? LIMIT ${HER_MESSAGES + 1}) AS hers`,
    [customerId],
  );
  if (Number(row?.messages ?? 0) > HER_MESSAGES) return null;
  const spoken = await select<{ id: string }>(
    tx,
    `SELECT DISTINCT conversation_id AS id FROM chat_message WHERE customer_id = ? LIMIT ${NAMED_CONVERSATIONS + 1}`,
    [customerId],
  );
  const singles = await conversationIds(tx, 'customer_id = ?', [customerId]);
  return [...new Set([...singles, ...spoken.map(({ id }) => id)])];
}

async function conversationIds(tx: Tx, condition: string, values: SqlValue[]): Promise<string[]> {
  const rows = await select<{ id: string }>(
    tx,
    `SELECT id FROM chat_conversation WHERE ${condition} LIMIT ${NAMED_CONVERSATIONS + 1}`,
    values,
  );
  return rows.map(({ id }) => id);
}

/** Of these messages those that the filter means, the viewer may see and the text is in, the last one first. */
async function holding(
  tx: Tx,
  filter: MessageFilter,
  { scope, keys }: { scope: DataScope; keys: DataKeys },
  positions: readonly number[],
): Promise<ChatMessage[]> {
  const conditions: [string, ...SqlValue[]][] = [
    [`m.position ${inList(positions)}`, ...positions],
    ...conditionsOf(filter),
    // As `isShown` says it.
    ["(c.kind = 'internal' OR c.consent = 'agreed')"],
  ];
  const visible = chatScopeSql(scope, 'c');
  if (visible) conditions.push([visible.sql, ...visible.values]);
  const rows = await select<{ position: number | string }>(
    tx,
    `SELECT m.position FROM chat_message m JOIN chat_conversation c ON c.id = m.conversation_id
     WHERE ${conditions.map(([sql]) => sql).join(' AND ')}`,
    conditions.flatMap(([, ...values]) => values),
  );
  const messages = await findMessages(
    tx,
    rows.map(({ position }) => Number(position)),
    keys,
  );
  return messages
    .filter(({ content }) => placesOf(textOf(content), filter.text).length > 0)
    .sort((a, b) => b.position - a.position);
}

function conditionsOf(filter: MessageFilter): [string, ...SqlValue[]][] {
  const conditions: [string, ...SqlValue[]][] = [];
  const { conversationId, userId, customerId, chatId, kind, speaker, from, to } = filter;
  if (conversationId) conditions.push(['m.conversation_id = ?', conversationId]);
  if (userId) conditions.push(['c.user_id = ?', userId]);
  // What is said with her, and in groups what she says.
  if (customerId) conditions.push(['(c.customer_id = ? OR m.customer_id = ?)', customerId, customerId]);
  if (chatId) conditions.push(['c.chat_id = ?', chatId]);
  if (kind) conditions.push(['c.kind = ?', kind]);
  if (speaker) conditions.push(['m.sender_kind = ?', speaker]);
  if (from !== undefined) conditions.push(['m.sent_at >= ?', from]);
  if (to !== undefined) conditions.push(['m.sent_at < ?', to]);
  return conditions;
}
