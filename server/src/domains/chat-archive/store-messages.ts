import { execute, inList, insertRows, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { wakeBulkConsumers } from '../../platform/delivery/bulk-store.ts';
import { newId } from '../../platform/id.ts';
import type { DataKeys } from '../../platform/secrets.ts';
import { orderConsentCheck } from './commands/check-consents.ts';
import { noteAnswer } from './consent.ts';
import { askAtOnce, askSoon } from './consent-checks.ts';
import { type Conversation, customersOf, ensureConversations } from './conversations.ts';
import { deleteEnvelopes, findArchiveCursor, noteRevokedEnvelope, takePositions } from './envelopes.ts';
import { ArchiveCursorConflict } from './errors.ts';
import { FILE_LIFE_MS } from './files/rules.ts';
import type { OpenedEnvelope } from './open-envelopes.ts';
import { type ConversationPlace, kindOfPerson, placeMessage } from './place-message.ts';
import { noteUnknownTypes } from './unknown-types.ts';
import { noteRobots } from './robots.ts';
import { storeContent } from './sealed-content.ts';

/** Conversations in one UPDATE, which compares each row with each of them. */
const MOVED_AT_ONCE = 32;

interface Storing {
  keys: DataKeys;
  encrypted: boolean;
  /** Business time. */
  now: number;
  machineNow: number;
  /** Their envelopes are in our books, to be let go of. */
  areKept: boolean;
}

interface Placed extends OpenedEnvelope {
  place: ConversationPlace;
  senderKind: ReturnType<typeof kindOfPerson>;
}

/** Puts opened messages into our books in the order given, each once. Returns how many were new. */
export async function storeMessages(tx: Tx, opened: OpenedEnvelope[], storing: Storing): Promise<number> {
  const cursor = await findArchiveCursor(tx);
  if (!cursor) throw new ArchiveCursorConflict();
  const fresh = await withoutKnown(tx, opened);
  // First, so that the row is locked before anything is written: two processes never give one position twice.
  await takePositions(tx, cursor.position, fresh.length);
  const placed = await place(tx, fresh);
  const conversations = await ensureConversations(
    tx,
    placed.map((one) => one.place),
    storing,
  );
  const senders = await customersOf(
    tx,
    placed.flatMap(({ place: { kind }, senderKind, message }) =>
      kind === 'group' && senderKind === 'customer' ? [message.senderId] : [],
    ),
  );
  const rows = placed.map(({ envelope, message, place: where, senderKind }, index) => {
    const conversation = conversations.get(where.key)!;
    return {
      position: cursor.position + index + 1,
      msg_id: message.msgId,
      conversation_id: conversation.id,
      sender_kind: senderKind,
      sender_id: message.senderId,
      customer_id: where.kind === 'group' ? (senders.get(message.senderId) ?? null) : conversation.customerId,
      sent_at: message.sentAt,
      type: message.type,
      ...storeContent(message.content, storing.keys, storing.encrypted),
      revoked_at: envelope.revokedAt,
    };
  });
  await insertRows(tx, 'chat_message', rows);
  await moveConversationsOn(tx, rows);
  const touched = [...new Set(rows.map((row) => row.conversation_id))];
  if (await askSoon(tx, touched, storing.now)) await orderConsentCheck(tx);
  await noteRobots(
    tx,
    placed.flatMap(({ senderKind, message }) => (senderKind === 'robot' ? [message.senderId] : [])),
  );
  await noteUnknownTypes(
    tx,
    placed.map(({ message }) => message),
  );
  await queueFiles(tx, placed, conversations, storing);
  for (const one of placed) await applyMeaning(tx, one, conversations.get(one.place.key)!, storing.now);
  if (storing.areKept)
    await deleteEnvelopes(
      tx,
      opened.map(({ envelope }) => envelope.seq),
    );
  wakeBulkConsumers(tx);
  return rows.length;
}

/** Messages come again after a pull that was not finished, and twice in one. */
async function withoutKnown(tx: Tx, opened: OpenedEnvelope[]): Promise<OpenedEnvelope[]> {
  const byId = new Map(opened.map((one) => [one.message.msgId, one]));
  if (byId.size === 0) return [];
  const known = await select<{ msg_id: string }>(
    tx,
    `SELECT msg_id FROM chat_message WHERE msg_id ${inList([...byId.keys()])}`,
    [...byId.keys()],
  );
  for (const row of known) byId.delete(row.msg_id);
  return [...byId.values()];
}

async function place(tx: Tx, opened: OpenedEnvelope[]): Promise<Placed[]> {
  const people = opened.flatMap(({ message }) => [message.senderId, ...message.receiverIds]);
  const members = await existing(tx, 'SELECT user_id AS id FROM member WHERE user_id', people);
  const rooms = await existing(
    tx,
    'SELECT chat_id AS id FROM group_chat WHERE chat_id',
    opened.flatMap(({ message }) => message.roomId ?? []),
  );
  const isMember = (id: string) => members.has(id);
  return opened.map((one) => ({
    ...one,
    place: placeMessage(one.message, isMember, (chatId) => rooms.has(chatId)),
    senderKind: kindOfPerson(one.message.senderId, isMember),
  }));
}

async function existing(tx: Tx, sql: string, values: string[]): Promise<Set<string>> {
  const ids = [...new Set(values)];
  const found = new Set<string>();
  // A room has up to 2000 people, a batch many rooms; SQLite takes 32,766 values.
  for (let start = 0; start < ids.length; start += 5_000) {
    const some = ids.slice(start, start + 5_000);
    for (const row of await select<{ id: string }>(tx, `${sql} ${inList(some)}`, some)) found.add(row.id);
  }
  return found;
}

async function moveConversationsOn(
  tx: Tx,
  rows: { conversation_id: string; sent_at: number; position: number }[],
): Promise<void> {
  const newest = new Map<string, { sentAt: number; position: number }>();
  for (const row of rows) {
    const sentAt = Math.max(row.sent_at, newest.get(row.conversation_id)?.sentAt ?? 0);
    newest.set(row.conversation_id, { sentAt, position: row.position });
  }
  const moves = [...newest];
  for (let start = 0; start < moves.length; start += MOVED_AT_ONCE) {
    const some = moves.slice(start, start + MOVED_AT_ONCE);
    const cases = `CASE id${' WHEN ? THEN ?'.repeat(some.length)} END`;
    const sentAt = some.flatMap(([id, move]) => [id, move.sentAt]);
    // The moment first: MySQL reads the new value of what has been set before it in the statement.
    await execute(
      tx,
      `UPDATE chat_conversation SET
          last_message_at = CASE WHEN last_position > 0 AND last_message_at > ${cases} THEN last_message_at ELSE ${cases} END,
          last_position = ${cases}
        WHERE id ${inList(some)}`,
      [...sentAt, ...sentAt, ...some.flatMap(([id, move]) => [id, move.position]), ...some.map(([id]) => id)],
    );
  }
}

/** WeCom's file ids are kept with what is known of the files; they cannot be asked for again. */
async function queueFiles(
  tx: Tx,
  placed: Placed[],
  conversations: Map<string, Conversation>,
  { keys, encrypted, machineNow }: Storing,
): Promise<void> {
  const named = placed.flatMap(({ message, place: { key } }) =>
    message.files.map((file) => ({ file, message, conversationId: conversations.get(key)!.id })),
  );
  const rows = named.map(({ file, message, conversationId }) => ({
    id: newId(machineNow),
    digest: file.digest,
    file_id: file.fileId,
    conversation_id: conversationId,
    kind: file.kind,
    ...(encrypted
      ? { name: '', sealed_name: file.name ? keys.encryptText(file.name) : null }
      : { name: file.name.slice(0, 255), sealed_name: null }),
    size: file.size,
    md5: file.md5,
    status: 'waiting',
    attempts: 0,
    next_attempt_at: machineNow,
    expires_at: message.sentAt + FILE_LIFE_MS,
    stored_size: null,
    is_verified: 0,
    note: null,
  }));
  await insertRows(tx, 'chat_media', rows, { ignoreDuplicates: true });
  const uses = named.map(({ file, message, conversationId }) => ({
    digest: file.digest,
    conversation_id: conversationId,
    sender_id: message.senderId,
  }));
  await insertRows(tx, 'chat_media_use', uses, { ignoreDuplicates: true });
}

/** What a message says of others: taken back, agreed, refused. It stays a message as well. */
async function applyMeaning(tx: Tx, { message }: Placed, conversation: Conversation, now: number): Promise<void> {
  const { content, sentAt } = message;
  if (content.kind === 'revoke' && content.msgId) {
    await execute(tx, 'UPDATE chat_message SET revoked_at = ? WHERE msg_id = ?', [sentAt, content.msgId]);
    await noteRevokedEnvelope(tx, content.msgId, sentAt);
  }
  if (content.kind !== 'consent' || !content.externalUserId || content.externalUserId.length > 64) return;
  const { externalUserId, agreed, at } = content;
  if ((await noteAnswer(tx, conversation.id, { externalUserId, agreed, at: at || sentAt })) !== 'open') return;
  await askAtOnce(tx, conversation.id, now);
  await orderConsentCheck(tx);
}
