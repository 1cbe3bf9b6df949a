import { execute, select, upsertRows } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { ensureConversations, singleKey } from './conversations.ts';

interface Answer {
  externalUserId: string;
  agreed: boolean;
  /** Business time. */
  at: number;
}

/** What somebody said to archiving a conversation. An older answer that comes late changes nothing. A chat counts as refused while anyone in it refuses. */
export async function noteAnswer(
  tx: Tx,
  conversationId: string,
  { externalUserId, agreed, at }: Answer,
): Promise<boolean> {
  const [known] = await select<{ changed_at: number | string }>(
    tx,
    'SELECT changed_at FROM chat_consent WHERE conversation_id = ? AND external_user_id = ?',
    [conversationId, externalUserId],
  );
  if (known && Number(known.changed_at) >= at) return false;
  const row = {
    conversation_id: conversationId,
    external_user_id: externalUserId,
    status: agreed ? 'agreed' : 'refused',
    changed_at: at,
  };
  await upsertRows(tx, 'chat_consent', [row], ['conversation_id', 'external_user_id'], ['status', 'changed_at']);
  const [refused] = await select<{ at: number | string | null }>(
    tx,
    "SELECT MAX(changed_at) AS at FROM chat_consent WHERE conversation_id = ? AND status = 'refused'",
    [conversationId],
  );
  const refusedAt = refused?.at ?? null;
  await execute(tx, 'UPDATE chat_conversation SET consent = ?, consent_at = ? WHERE id = ?', [
    refusedAt === null ? 'agreed' : 'refused',
    refusedAt === null ? at : Number(refusedAt),
    conversationId,
  ]);
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
