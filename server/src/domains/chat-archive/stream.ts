import { textOf } from '@zhike/shared/chat-content';
import type { DataSource } from 'typeorm';
import { inList, select } from '../../platform/database/sql.ts';
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

/** The next messages after a position, ascending. */
export type ReadMessages = (tx: Tx, after: number, limit: number, deps: StreamDeps) => Promise<StreamedMessage[]>;

export const readMessages: ReadMessages = async (tx, after, limit, { keys }) => {
  const rows = await select<StoredRow>(
    tx,
    `SELECT ${COLUMNS} FROM chat_message m WHERE m.position > ? ORDER BY m.position LIMIT ?`,
    [after, limit],
  );
  return streamed(tx, rows, keys, metBy(tx.dataSource));
};

/** Whoever reads along asks for the same rows at the same time: they are read, opened and parsed once. */
const READ_TOGETHER_MS = 1_000;
interface SharedPage {
  after: number;
  at: number;
  rows: Promise<StreamedMessage[]>;
}
/** By how many are asked for. */
const lastPages = new WeakMap<DataSource, Map<number, SharedPage>>();

/**
 * For bulk consumers, who come back for what they have not got yet: rows may be shared and some moments old, and more may have come since.
 * Nobody changes them, and customers may have become known since (`chat/find-late-customers.ts`).
 */
export const readAlong: ReadMessages = async (tx, after, limit, deps) => {
  // Not the look whether there is anything.
  if (limit === 1) return readMessages(tx, after, limit, deps);
  const pages = lastPages.get(tx.dataSource) ?? new Map<number, SharedPage>();
  lastPages.set(tx.dataSource, pages);
  const known = pages.get(limit);
  if (known?.after === after && performance.now() - known.at < READ_TOGETHER_MS) {
    const rows = await known.rows;
    if (rows.length > 0) return rows;
  }
  const page = { after, at: performance.now(), rows: readMessages(tx, after, limit, deps) };
  pages.set(limit, page);
  // What failed is read anew by whoever comes next.
  page.rows.catch(() => pages.get(limit) === page && pages.delete(limit));
  return page.rows;
};

/** These messages, by position. */
export async function readMessagesAt(
  tx: Tx,
  positions: readonly number[],
  { keys }: StreamDeps,
): Promise<StreamedMessage[]> {
  if (positions.length === 0) return [];
  const rows = await select<StoredRow>(
    tx,
    `SELECT ${COLUMNS} FROM chat_message m WHERE m.position ${inList(positions)} ORDER BY m.position`,
    [...positions],
  );
  return streamed(tx, rows, keys, metBy(tx.dataSource));
}

/** Nobody says more in a chat while an event waits for its run. */
const SAID_AT_MOST = 1_000;

/** What has been said in a customer's single chats since a moment, oldest first. */
export async function readSaidSince(
  tx: Tx,
  customerId: string,
  since: number,
  { keys }: StreamDeps,
): Promise<StreamedMessage[]> {
  const rows = await select<StoredRow>(
    tx,
    `SELECT ${COLUMNS} FROM chat_message m WHERE m.customer_id = ? AND m.sent_at >= ?
       AND m.conversation_id IN (SELECT id FROM chat_conversation WHERE customer_id = ? AND kind = 'single')
     ORDER BY m.sent_at, m.position LIMIT ${SAID_AT_MOST}`,
    [customerId, since, customerId],
  );
  return streamed(tx, rows, keys, metBy(tx.dataSource));
}

const metInProcess = new WeakMap<DataSource, ConversationsMet>();

function metBy(source: DataSource): ConversationsMet {
  const met = metInProcess.get(source) ?? new Map();
  metInProcess.set(source, met);
  return met;
}

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

/** What never changes of a conversation. */
interface ConversationFacts {
  kind: ConversationKind;
  chat_id: string | null;
  user_id: string | null;
}

/** Conversations that whoever reads a long history has met; it forgets them all when they become many. */
export type ConversationsMet = Map<string, ConversationFacts>;
const MOST_MET = 100_000;
/** SQLite takes 32,766 values. */
const IDS_AT_ONCE = 5_000;

/**
 * Stored messages sent from a moment to before another, oldest first; `afterPosition` is the last one of the page before.
 * @param met kept from page to page: looking each message's conversation up took as long as reading the message
 */
export async function readMessagesSent(
  tx: Tx,
  { from, to, afterPosition, limit }: { from: number; to: number; afterPosition: number | null; limit: number },
  { keys }: StreamDeps,
  met: ConversationsMet,
): Promise<StreamedMessage[]> {
  const after = afterPosition === null ? null : await sentAtOfPosition(tx, afterPosition);
  const rows = await select<StoredRow>(
    tx,
    `SELECT ${COLUMNS} FROM chat_message m
      WHERE m.sent_at >= ? AND m.sent_at < ?${after === null ? '' : ' AND (m.sent_at > ? OR m.position > ?)'}
      ORDER BY m.sent_at, m.position LIMIT ?`,
    [Math.max(from, after ?? from), to, ...(after === null ? [] : [after, afterPosition!]), limit],
  );
  return streamed(tx, rows, keys, met);
}

async function streamed(tx: Tx, rows: StoredRow[], keys: DataKeys, met: ConversationsMet): Promise<StreamedMessage[]> {
  const facts = await meet(
    tx,
    rows.map((row) => row.conversation_id),
    met,
  );
  return rows.map((row) => toStreamed(row, facts.get(row.conversation_id)!, keys));
}

/** Of these conversations; `met` may be emptied by others meanwhile. */
async function meet(tx: Tx, ids: string[], met: ConversationsMet): Promise<ConversationsMet> {
  const facts: ConversationsMet = new Map();
  const fresh: string[] = [];
  for (const id of new Set(ids)) {
    const known = met.get(id);
    if (known) facts.set(id, known);
    else fresh.push(id);
  }
  for (let start = 0; start < fresh.length; start += IDS_AT_ONCE) {
    const some = fresh.slice(start, start + IDS_AT_ONCE);
    const rows = await select<ConversationFacts & { id: string }>(
      tx,
      `SELECT id, kind, chat_id, user_id FROM chat_conversation WHERE id ${inList(some)}`,
      some,
    );
    if (met.size > MOST_MET) met.clear();
    for (const { id, ...found } of rows) {
      met.set(id, found);
      facts.set(id, found);
    }
  }
  return facts;
}

async function sentAtOfPosition(tx: Tx, position: number): Promise<number | null> {
  const [row] = await select<{ sent_at: number | string }>(tx, 'SELECT sent_at FROM chat_message WHERE position = ?', [
    position,
  ]);
  return row ? Number(row.sent_at) : null;
}

const COLUMNS = `m.position, m.msg_id, m.conversation_id, m.sender_kind, m.sender_id, m.customer_id, m.sent_at, m.type,
    m.content, m.is_encrypted, m.revoked_at`;
interface StoredRow {
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
}

function toStreamed(row: StoredRow, conversation: ConversationFacts, keys: DataKeys): StreamedMessage {
  return {
    position: Number(row.position),
    msgId: row.msg_id,
    conversationId: row.conversation_id,
    conversationKind: conversation.kind,
    chatId: conversation.chat_id,
    userId: conversation.user_id,
    customerId: row.customer_id,
    from: { kind: row.sender_kind, id: row.sender_id },
    sentAt: Number(row.sent_at),
    type: row.type,
    text: textOf(readContent(row, keys)),
    isRevoked: row.revoked_at !== null,
  };
}
