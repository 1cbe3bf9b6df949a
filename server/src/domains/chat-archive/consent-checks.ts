import { startOfBusinessDay } from '../../platform/business-time.ts';
import { execute, inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { ConversationKind } from './entity.ts';

const DAY_MS = 24 * 3_600_000;
/** Asked again every night from here on, spread over some hours. */
const NIGHT_BEGINS_MS = 2 * 3_600_000;
const NIGHT_LASTS_MS = 3 * 3_600_000;
/** A chat that goes on without a consent that we know of is asked about so often, ms. */
const SOON_MS = 60_000;

export interface DueConversation {
  id: string;
  kind: ConversationKind;
  userId: string | null;
  externalUserId: string | null;
  chatId: string | null;
}

/** Whose consent WeCom is to be asked for now, the longest due first. @param now business time */
export async function listDueConversations(tx: Tx, now: number, limit: number): Promise<DueConversation[]> {
  const rows = await select<
    Record<'id' | 'user_id' | 'external_user_id' | 'chat_id', string> & { kind: ConversationKind }
  >(
    tx,
    `SELECT id, kind, user_id, external_user_id, chat_id FROM chat_conversation
      WHERE consent_check_at <= ? ORDER BY consent_check_at LIMIT ${limit}`,
    [now],
  );
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    userId: row.user_id,
    externalUserId: row.external_user_id,
    chatId: row.chat_id,
  }));
}

export async function isAnyConsentDue(tx: Tx, now: number): Promise<boolean> {
  return (await listDueConversations(tx, now, 1)).length > 0;
}

/** Next night; chats of members among themselves need no consent. @param now business time */
export async function settleChecks(
  tx: Tx,
  conversations: readonly Pick<DueConversation, 'id' | 'kind'>[],
  now: number,
  timeZone: string,
): Promise<void> {
  const internal = conversations.filter(({ kind }) => kind === 'internal').map(({ id }) => id);
  if (internal.length > 0)
    await execute(tx, `UPDATE chat_conversation SET consent_check_at = NULL WHERE id ${inList(internal)}`, internal);
  const others = conversations.filter(({ kind }) => kind !== 'internal').map(({ id }) => id);
  if (others.length > 0)
    await execute(tx, `UPDATE chat_conversation SET consent_check_at = ? WHERE id ${inList(others)}`, [
      nextNight(now, timeZone),
      ...others,
    ]);
}

/** Some moment of the coming night: each batch its own, so that a night's questions do not all come due at once. */
function nextNight(now: number, timeZone: string): number {
  const begins = startOfBusinessDay(now + DAY_MS - NIGHT_BEGINS_MS, timeZone) + NIGHT_BEGINS_MS;
  return begins + Math.floor(Math.random() * NIGHT_LASTS_MS);
}

/** Nobody is there to ask: not before tomorrow. @param now business time */
export async function postponeChecks(tx: Tx, now: number): Promise<void> {
  await execute(tx, 'UPDATE chat_conversation SET consent_check_at = ? WHERE consent_check_at <= ?', [
    now + DAY_MS,
    now,
  ]);
}

/** It is asked for at once. @param now business time */
export async function askAtOnce(tx: Tx, conversationId: string, now: number): Promise<void> {
  await execute(tx, 'UPDATE chat_conversation SET consent_check_at = ? WHERE id = ?', [now, conversationId]);
}

/** Something was said where no consent is known of: it is asked for soon. True if it is due at once. @param now business time */
export async function askSoon(tx: Tx, conversationIds: readonly string[], now: number): Promise<boolean> {
  if (conversationIds.length === 0) return false;
  await execute(
    tx,
    `UPDATE chat_conversation SET consent_check_at = ? WHERE id ${inList(conversationIds)}
      AND consent <> 'agreed' AND kind <> 'internal' AND consent_check_at > ?`,
    [now + SOON_MS, ...conversationIds, now + SOON_MS],
  );
  const due = await select(
    tx,
    `SELECT 1 AS due FROM chat_conversation WHERE id ${inList(conversationIds)} AND consent_check_at <= ? LIMIT 1`,
    [...conversationIds, now],
  );
  return due.length > 0;
}
