import { forUpdate, inList, insertRows, select, execute } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { newId } from '../../platform/id.ts';
import type { ArchiveConsent } from './entity.ts';
import type { ConversationPlace } from './place-message.ts';

export interface Conversation {
  id: string;
  key: string;
  customerId: string | null;
}

/** The conversations of these places, locked; those that are new are made. @param machineNow for ids; @param now business time */
export async function ensureConversations(
  tx: Tx,
  places: ConversationPlace[],
  { machineNow, now }: { machineNow: number; now: number },
): Promise<Map<string, Conversation>> {
  const byKey = new Map(places.map((place) => [place.key, place]));
  // In one order everywhere: two transactions that lock several never wait for each other in a circle.
  const keys = [...byKey.keys()].sort();
  if (keys.length === 0) return new Map();
  const found = new Map((await readConversations(tx, keys)).map((one) => [one.key, one]));
  const fresh = keys.filter((key) => !found.has(key)).map((key) => byKey.get(key)!);
  const agreed = await consentsOfRelations(tx, fresh);
  const rows = fresh.map((place) => {
    const consentAt = agreed.get(place.key) ?? null;
    return {
      id: newId(machineNow),
      conversation_key: place.key,
      kind: place.kind,
      user_id: place.userId,
      external_user_id: place.externalUserId,
      customer_id: null,
      chat_id: place.chatId,
      consent: (consentAt === null ? 'unknown' : 'agreed') satisfies ArchiveConsent,
      consent_at: consentAt,
      // At once: until WeCom has said that she agreed, nothing is shown. Two members among themselves need nothing.
      consent_check_at: place.kind === 'internal' && place.chatId === null ? null : now,
      last_message_at: now,
      last_position: 0,
    };
  });
  await insertRows(tx, 'chat_conversation', rows, { ignoreDuplicates: true });
  if (rows.length > 0)
    for (const one of await readConversations(
      tx,
      fresh.map(({ key }) => key),
    ))
      found.set(one.key, one);
  const customers = await customersOf(
    tx,
    [...found.values()].filter((one) => one.customerId === null).map((one) => byKey.get(one.key)!.externalUserId),
  );
  for (const conversation of found.values()) {
    const customerId = customers.get(byKey.get(conversation.key)!.externalUserId ?? '');
    if (conversation.customerId !== null || !customerId) continue;
    await linkConversation(tx, conversation.id, customerId);
    conversation.customerId = customerId;
  }
  return found;
}

/** Whom a single conversation concerns. Messages that are there already follow in portions (`link-messages.ts`). */
export async function linkConversation(tx: Tx, conversationId: string, customerId: string): Promise<void> {
  await execute(tx, 'UPDATE chat_conversation SET customer_id = ? WHERE id = ?', [customerId, conversationId]);
}

export async function findSingle(
  tx: Tx,
  { userId, externalUserId }: { userId: string; externalUserId: string },
): Promise<Conversation | null> {
  return (await readConversations(tx, [singleKey(userId, externalUserId)]))[0] ?? null;
}

export const singleKey = (userId: string, externalUserId: string) => `single:${userId}:${externalUserId}`;

/** Customer ids by external_userid, of those who are in our books. */
export async function customersOf(tx: Tx, externalUserIds: (string | null)[]): Promise<Map<string, string>> {
  const ids = [...new Set(externalUserIds.filter((id): id is string => id !== null))];
  if (ids.length === 0) return new Map();
  const rows = await select<{ value: string; customer_id: string }>(
    tx,
    `SELECT value, customer_id FROM customer_identity WHERE kind = 'external_userid' AND value ${inList(ids)}`,
    ids,
  );
  return new Map(rows.map((row) => [row.value, row.customer_id]));
}

async function readConversations(tx: Tx, keys: string[]): Promise<Conversation[]> {
  const rows = await select<{ id: string; conversation_key: string; customer_id: string | null }>(
    tx,
    `SELECT id, conversation_key, customer_id FROM chat_conversation WHERE conversation_key ${inList(keys)}
      ORDER BY conversation_key${forUpdate(tx)}`,
    keys,
  );
  return rows.map((row) => ({ id: row.id, key: row.conversation_key, customerId: row.customer_id }));
}

/** Whoever agreed before the first message, or before the archive was connected: it stands with the relation. */
async function consentsOfRelations(tx: Tx, places: ConversationPlace[]): Promise<Map<string, number>> {
  const ids = [...new Set(places.filter(({ kind }) => kind === 'single').map((place) => place.externalUserId!))];
  if (ids.length === 0) return new Map();
  const rows = await select<{ user_id: string; external_user_id: string; at: number | string }>(
    tx,
    `SELECT user_id, external_user_id, archive_consent_at AS at FROM follow_user
      WHERE external_user_id ${inList(ids)} AND archive_consent_at IS NOT NULL`,
    ids,
  );
  return new Map(rows.map((row) => [singleKey(row.user_id, row.external_user_id), Number(row.at)]));
}
