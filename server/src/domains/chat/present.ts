import { filesOf, summaryOf } from '@zhike/shared/chat-content';
import type { ChatConversationView, ChatMark, ChatMessageView } from '@zhike/shared/contracts/chat';
import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { DataKeys } from '../../platform/secrets.ts';
import type { ChatConversationRow, ChatMediaStatus } from '../chat-archive/entity.ts';
import { type ChatMessage, findMessages } from '../chat-archive/read-chat.ts';
import { robotNames } from '../chat-archive/robots.ts';
import { isShown } from '../chat-archive/scope.ts';
import { memberCards } from '../corp/store.ts';
import { groupNames } from '../group-chat/store.ts';

const OUTSIDER = '外部联系人';
const ROBOT = '机器人';

/** In the order of the rows; one query per kind of thing, however many. */
export async function presentConversations(
  tx: Tx,
  rows: readonly ChatConversationRow[],
  keys: DataKeys,
): Promise<ChatConversationView[]> {
  const members = await memberCards(tx, rows.flatMap(memberIdsOf));
  const customers = await customerCards(
    tx,
    rows.flatMap(({ customerId }) => customerId ?? []),
  );
  const groups = await groupNames(
    tx,
    rows.flatMap(({ kind, chatId }) => (kind === 'group' && chatId ? [chatId] : [])),
  );
  const shown = rows.filter((row) => isShown(row) && row.lastPosition > 0);
  const last = new Map(
    (
      await findMessages(
        tx,
        shown.map(({ lastPosition }) => lastPosition),
        keys,
      )
    ).map((message) => [message.position, message]),
  );
  const nameOf = (userId: string) => members.get(userId)?.name ?? userId;
  return rows.map((row) => {
    const { id, kind, userId, chatId, consent, consentAt, lastMessageAt } = row;
    const customer = row.customerId ? (customers.get(row.customerId) ?? null) : null;
    const group = kind === 'group' && chatId ? { chatId, name: groups.get(chatId) ?? '客户群' } : null;
    const message = isShown(row) ? last.get(row.lastPosition) : undefined;
    return {
      id,
      kind,
      title: group?.name ?? (kind === 'single' ? (customer?.name ?? OUTSIDER) : internalTitle(row, nameOf)),
      member: userId ? { userId, name: nameOf(userId) } : null,
      customer,
      group,
      consent,
      consentAt,
      isShown: isShown(row),
      lastMessageAt,
      lastPosition: isShown(row) ? row.lastPosition : 0,
      lastSummary: message ? (message.revokedAt === null ? summaryOf(message.content) : '撤回了一条消息') : null,
    };
  });
}

/** The two of a chat among members; a room of theirs is known by its id only. */
const peopleInside = ({ key, kind, chatId }: ChatConversationRow) =>
  kind === 'internal' && chatId === null ? key.split(':').slice(1) : [];

const memberIdsOf = (row: ChatConversationRow) => [...(row.userId ? [row.userId] : []), ...peopleInside(row)];

function internalTitle(row: ChatConversationRow, nameOf: (userId: string) => string): string {
  return peopleInside(row).map(nameOf).join('、') || '内部群聊';
}

/** In their order. @param marksOf what to mark in a message */
export async function presentMessages(
  tx: Tx,
  messages: readonly ChatMessage[],
  marksOf: (message: ChatMessage) => ChatMark[],
): Promise<ChatMessageView[]> {
  const senders = await loadSenders(tx, messages);
  const files = await filesNamedIn(tx, messages);
  return messages.map((message) => {
    const { position, sentAt, type, content, revokedAt } = message;
    return {
      position,
      sender: senders(message),
      sentAt,
      type,
      content,
      revokedAt,
      marks: marksOf(message),
      files: filesOf(content).flatMap(({ mediaId }) => (mediaId ? (files.get(mediaId) ?? []) : [])),
    };
  });
}

/** Who said it, by name. Somebody outside who is not in our books has none. */
async function loadSenders(
  tx: Tx,
  messages: readonly ChatMessage[],
): Promise<(message: ChatMessage) => ChatMessageView['sender']> {
  const members = await memberCards(
    tx,
    messages.flatMap(({ sender }) => (sender.kind === 'member' ? [sender.id] : [])),
  );
  const customers = await customerCards(
    tx,
    messages.flatMap(({ customerId, sender }) => (sender.kind === 'customer' && customerId ? [customerId] : [])),
  );
  const robots = await robotNames(
    tx,
    messages.flatMap(({ sender }) => (sender.kind === 'robot' ? [sender.id] : [])),
  );
  return ({ sender: { kind, id }, customerId }) => {
    if (kind === 'member') {
      const member = members.get(id);
      return { kind, id, name: member?.name ?? id, avatar: member?.avatar ?? null, customerId: null };
    }
    if (kind === 'robot') return { kind, id, name: robots.get(id) ?? ROBOT, avatar: null, customerId: null };
    const customer = customerId ? customers.get(customerId) : undefined;
    return {
      kind,
      id,
      name: customer?.name ?? OUTSIDER,
      avatar: customer?.avatar ?? null,
      customerId: customer?.id ?? null,
    };
  };
}

async function filesNamedIn(tx: Tx, messages: readonly ChatMessage[]) {
  const ids = [...new Set(messages.flatMap(({ content }) => filesOf(content).flatMap(({ mediaId }) => mediaId ?? [])))];
  const rows = ids.length
    ? await select<{ digest: string; status: ChatMediaStatus; size: number | string | null }>(
        tx,
        `SELECT digest, status, COALESCE(stored_size, size) AS size FROM chat_media WHERE digest ${inList(ids)}`,
        ids,
      )
    : [];
  return new Map(
    rows.map(({ digest, status, size }) => [
      digest,
      { mediaId: digest, status, size: size === null ? null : Number(size) },
    ]),
  );
}

async function customerCards(tx: Tx, customerIds: readonly string[]) {
  const ids = [...new Set(customerIds)];
  const rows = ids.length
    ? await select<{ id: string; name: string; avatar: string | null }>(
        tx,
        `SELECT id, name, avatar FROM customer WHERE id ${inList(ids)}`,
        ids,
      )
    : [];
  return new Map(rows.map(({ id, name, avatar }) => [id, { id, name, avatar }]));
}
