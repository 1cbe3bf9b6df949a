import { dialectOf, execute, forUpdate, inList, select, upsertRows, useIndex } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { ensureConversations, singleKey } from './conversations.ts';
import { type ConsentGiven, decideConsent } from './decide-consent.ts';
import type { ArchiveConsent, ConversationKind } from './entity.ts';

interface Answer {
  externalUserId: string;
  agreed: boolean;
  /** Business time. */
  at: number;
}

/**
 * What somebody said to archiving a conversation. An older answer that comes late changes nothing: `known`. `open`: whether a group is
 * still shown hangs on who of those who agreed is there, and that is to be asked.
 */
export async function noteAnswer(
  tx: Tx,
  conversationId: string,
  { externalUserId, agreed, at }: Answer,
): Promise<'known' | 'noted' | 'open'> {
  const { kind, given } = await lockConsents(tx, conversationId);
  const known = given.get(externalUserId);
  if (known && known.at >= at) return 'known';
  given.set(externalUserId, { status: agreed ? 'agreed' : 'refused', at });
  await writeGiven(tx, conversationId, [externalUserId], given);
  const decided = decideConsent(kind, [...given.values()]);
  await writeConsent(tx, conversationId, decided);
  return !agreed && decided?.status === 'agreed' ? 'open' : 'noted';
}

/** WeCom's callback says so of a single chat (doc 92005), maybe before its first message. */
export async function noteSingleConsent(
  tx: Tx,
  { userId, externalUserId }: { userId: string; externalUserId: string },
  at: number,
  machineNow: number,
): Promise<boolean> {
  const key = singleKey(userId, externalUserId);
  const place = { key, kind: 'single', userId, externalUserId, chatId: null } as const;
  const { id } = (await ensureConversations(tx, [place], { machineNow, now: at })).get(key)!;
  return (await noteAnswer(tx, id, { externalUserId, agreed: true, at })) !== 'known';
}

export interface CheckedAnswer {
  externalUserId: string;
  status: 'agreed' | 'refused';
  /** Business time; null: not told. */
  changedAt: number | null;
}

/**
 * What WeCom answered when it was asked (doc 91782): of everybody from outside who is in the conversation now. "Refused" of somebody who
 * never agreed says as much as no answer, unless we have words of hers: those came with an agreement that nobody told us of. What was told
 * of after the question holds against it.
 */
export async function noteChecked(
  tx: Tx,
  conversationId: string,
  answers: readonly CheckedAnswer[],
  askedAt: number,
): Promise<void> {
  const { kind, given } = await lockConsents(tx, conversationId);
  const changed: string[] = [];
  const spoke = await whoSpoke(
    tx,
    conversationId,
    answers.flatMap((one) => (one.status === 'refused' && !given.has(one.externalUserId) ? one.externalUserId : [])),
  );
  for (const { externalUserId, status, changedAt } of answers) {
    const known = given.get(externalUserId);
    if (!known ? status === 'refused' && !spoke.has(externalUserId) : known.status === status || known.at > askedAt)
      continue;
    given.set(externalUserId, { status, at: Math.max(changedAt ?? askedAt, known?.at ?? 0) });
    changed.push(externalUserId);
  }
  await writeGiven(tx, conversationId, changed, given);
  const present = answers.flatMap(({ externalUserId }) => given.get(externalUserId) ?? []);
  await writeConsent(tx, conversationId, decideConsent(kind, present));
}

async function whoSpoke(tx: Tx, conversationId: string, externalUserIds: string[]): Promise<Set<string>> {
  if (externalUserIds.length === 0) return new Set();
  const rows = await select<{ id: string }>(
    tx,
    `SELECT DISTINCT sender_id AS id FROM chat_message ${useIndex(dialectOf(tx), 'chat_message_of_sender')}
      WHERE sender_id ${inList(externalUserIds)} AND conversation_id = ?`,
    [...externalUserIds, conversationId],
  );
  return new Set(rows.map(({ id }) => id));
}

/** The conversation's row is locked: two who tell of consents decide one after the other. */
async function lockConsents(
  tx: Tx,
  conversationId: string,
): Promise<{ kind: ConversationKind; given: Map<string, ConsentGiven> }> {
  const [conversation] = await select<{
    kind: ConversationKind;
    external_user_id: string | null;
    consent: ArchiveConsent;
    consent_at: number | string | null;
  }>(tx, `SELECT kind, external_user_id, consent, consent_at FROM chat_conversation WHERE id = ?${forUpdate(tx)}`, [
    conversationId,
  ]);
  const rows = await select<{ external_user_id: string; status: ConsentGiven['status']; changed_at: number | string }>(
    tx,
    'SELECT external_user_id, status, changed_at FROM chat_consent WHERE conversation_id = ?',
    [conversationId],
  );
  const given = new Map(rows.map((row) => [row.external_user_id, { status: row.status, at: Number(row.changed_at) }]));
  // An agreement that came with the relation has no row of its own.
  const hers = conversation?.external_user_id;
  if (hers && !given.has(hers) && conversation.consent !== 'unknown')
    given.set(hers, { status: conversation.consent, at: Number(conversation.consent_at ?? 0) });
  return { kind: conversation?.kind ?? 'single', given };
}

async function writeGiven(
  tx: Tx,
  conversationId: string,
  externalUserIds: string[],
  given: Map<string, ConsentGiven>,
): Promise<void> {
  const rows = externalUserIds.map((externalUserId) => {
    const { status, at } = given.get(externalUserId)!;
    return { conversation_id: conversationId, external_user_id: externalUserId, status, changed_at: at };
  });
  await upsertRows(tx, 'chat_consent', rows, ['conversation_id', 'external_user_id'], ['status', 'changed_at']);
}

async function writeConsent(tx: Tx, conversationId: string, decided: ConsentGiven | null): Promise<void> {
  if (decided)
    await execute(tx, 'UPDATE chat_conversation SET consent = ?, consent_at = ? WHERE id = ?', [
      decided.status,
      decided.at,
      conversationId,
    ]);
}
