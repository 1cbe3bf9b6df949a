import { execute, forUpdate, select, upsertRows } from '../../platform/database/sql.ts';
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

/** What somebody said to archiving a conversation. An older answer that comes late changes nothing. */
export async function noteAnswer(
  tx: Tx,
  conversationId: string,
  { externalUserId, agreed, at }: Answer,
): Promise<boolean> {
  const { kind, given } = await lockConsents(tx, conversationId);
  const known = given.get(externalUserId);
  if (known && known.at >= at) return false;
  given.set(externalUserId, { status: agreed ? 'agreed' : 'refused', at });
  await writeGiven(tx, conversationId, [externalUserId], given);
  await writeConsent(tx, conversationId, decideConsent(kind, [...given.values()]));
  return true;
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
  return noteAnswer(tx, id, { externalUserId, agreed: true, at });
}

export interface CheckedAnswer {
  externalUserId: string;
  status: 'agreed' | 'refused';
  /** Business time; null: not told. */
  changedAt: number | null;
}

/**
 * What WeCom answered when it was asked (doc 91782): of everybody from outside who is in the conversation now. "Refused" of somebody who
 * never agreed says as much as no answer; what was told of after the question holds against it.
 */
export async function noteChecked(
  tx: Tx,
  conversationId: string,
  answers: readonly CheckedAnswer[],
  askedAt: number,
): Promise<void> {
  const { kind, given } = await lockConsents(tx, conversationId);
  const changed: string[] = [];
  for (const { externalUserId, status, changedAt } of answers) {
    const known = given.get(externalUserId);
    if (!known ? status === 'refused' : known.status === status || known.at > askedAt) continue;
    given.set(externalUserId, { status, at: Math.max(changedAt ?? askedAt, known?.at ?? 0) });
    changed.push(externalUserId);
  }
  await writeGiven(tx, conversationId, changed, given);
  const present = answers.flatMap(({ externalUserId }) => given.get(externalUserId) ?? []);
  await writeConsent(tx, conversationId, decideConsent(kind, present));
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
