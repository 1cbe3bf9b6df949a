import type { ChatExportState, ChatExportView } from '@zhike/shared/contracts/chat';
import { select, type SqlValue } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import type { DataKeys } from '../../platform/secrets.ts';
import { memberCards } from '../corp/store.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { ChatExportRow } from './export-entity.ts';
import { findConversations } from './list-conversations.ts';
import { presentConversations } from './present.ts';

/** A file is over at its moment, not when it is deleted within the hour after. */
export function stateOf({ state, expiresAt }: ChatExportRow, now: number): ChatExportState {
  return state === 'ready' && expiresAt! <= now ? 'expired' : state;
}

/** Admins see all requests, others their own; newest first. */
export async function listExports(
  tx: Tx,
  { role, userId }: Pick<MemberViewer, 'role' | 'userId'>,
  filter: { state?: ChatExportState; cursor?: string; limit: number },
  now: number,
): Promise<{ rows: ChatExportRow[]; nextCursor: string | null }> {
  const conditions: [string, ...SqlValue[]][] = [];
  if (filter.state === 'expired')
    conditions.push(["(e.state = 'expired' OR (e.state = 'ready' AND e.expires_at <= ?))", now]);
  else if (filter.state === 'ready') conditions.push(["e.state = 'ready' AND e.expires_at > ?", now]);
  else if (filter.state) conditions.push(['e.state = ?', filter.state]);
  if (filter.cursor) conditions.push(['e.id < ?', decodeCursor(filter.cursor, ['string'])[0]]);
  if (role !== 'admin') conditions.push(['e.asked_by = ?', userId]);
  const found = await select<{ id: string }>(
    tx,
    `SELECT e.id FROM chat_export e WHERE ${['1 = 1', ...conditions.map(([sql]) => sql)].join(' AND ')}
     ORDER BY e.id DESC LIMIT ${filter.limit + 1}`,
    conditions.flatMap(([, ...values]) => values),
  );
  const ids = found.slice(0, filter.limit).map(({ id }) => id);
  const rows = ids.length
    ? await tx
        .createQueryBuilder(ChatExportRow, 'e')
        .where('e.id IN (:...ids)', { ids })
        .orderBy('e.id', 'DESC')
        .getMany()
    : [];
  return { rows, nextCursor: found.length > filter.limit ? encodeCursor([ids.at(-1)!]) : null };
}

export async function presentExports(
  tx: Tx,
  viewer: Pick<MemberViewer, 'role' | 'userId'>,
  rows: readonly ChatExportRow[],
  { keys, now }: { keys: DataKeys; now: number },
): Promise<ChatExportView[]> {
  const conversations = await findConversations(tx, [...new Set(rows.map(({ conversationId }) => conversationId))]);
  const views = new Map((await presentConversations(tx, conversations, keys)).map((view) => [view.id, view]));
  const people = await memberCards(
    tx,
    rows.flatMap(({ askedBy, decidedBy }) => [askedBy, ...(decidedBy ? [decidedBy] : [])]),
  );
  const person = (userId: string) => ({ userId, name: people.get(userId)?.name ?? userId });
  return rows.map((row) => {
    const { id, kind, title, member } = views.get(row.conversationId)!;
    const state = stateOf(row, now);
    const isOwn = row.askedBy === viewer.userId;
    return {
      id: row.id,
      conversation: { id, kind, title, member },
      from: row.fromAt,
      to: row.toAt,
      reason: row.reason,
      state,
      askedBy: person(row.askedBy),
      askedAt: row.askedAt,
      decidedBy: row.decidedBy ? person(row.decidedBy) : null,
      decidedAt: row.decidedAt,
      note: row.note,
      messages: row.messages,
      expiresAt: row.expiresAt,
      can: { decide: viewer.role === 'admin' && !isOwn && state === 'waiting', download: isOwn && state === 'ready' },
    };
  });
}
