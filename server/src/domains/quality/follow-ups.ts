import type { Dependencies } from '../../dependencies.ts';
import { execute, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { QualityActionRow } from './entity.ts';
import { type LookFor, membershipOf } from './look-for.ts';
import { hasSpoken } from './spoken.ts';
import { recordHit } from './record-hit.ts';

export const DAY = 24 * 60 * 60_000;
/** Rows a tick; what is left waits for the next. */
const AT_ONCE = 100;

interface DueRow {
  follow_user_id: string;
  since: number | string;
  due_at: number | string;
  user_id: string | null;
  customer_id: string | null;
  relation: string | null;
  member: string | null;
  /** Who is known under two ids has two chats: the one that was used last is the last. */
  conversation_ids: string[];
  position: number | string | null;
  last_at: number | string | null;
}

/**
 * Every relation is looked at some days after the last contact that is known: then it is found whether there was another one, and when to
 * look next. Nobody needs to write here when a message comes, and whoever was never written to is found too.
 */
export async function findUnfollowed(
  tx: Tx,
  deps: Dependencies,
  { actions }: LookFor,
  { now, until }: { now: number; until: number },
): Promise<number> {
  const rule = actions.get('no_follow_up');
  const rows = await listDue(tx, until);
  const isIn = await membershipOf(
    tx,
    rows.flatMap((row) => row.user_id ?? []),
  );
  const heardSince = earsOfArchive(tx);
  for (const row of rows) {
    const { follow_user_id: id, user_id: userId, customer_id: customerId } = row;
    const isBound = userId !== null && customerId !== null && (row.relation === 'active' || row.relation === 'half');
    if (!isBound) {
      await execute(tx, 'DELETE FROM quality_follow_up WHERE follow_user_id = ?', [id]);
      continue;
    }
    if (!rule) {
      await waitUntil(tx, row, Number(row.since), null);
      continue;
    }
    const length = rule.amount * DAY;
    const isMeant = row.member === 'active' && isIn(rule.departmentIds, userId);
    const heard = isMeant ? await heardSince(userId, Number(row.since)) : null;
    // May be one to look at by then; the time in which she was none does not count.
    if (heard === null) {
      await waitUntil(tx, row, now, now + length);
      continue;
    }
    // Switched on again, with more days, or heard by the archive only since this wait began.
    const since = Math.max(heard, rule.onSince);
    const dueAt = Math.max(Number(row.due_at), since + length);
    if (dueAt > until) await waitUntil(tx, row, since, dueAt);
    else await judge(tx, deps, rule, { ...row, user_id: userId, customer_id: customerId, since, due_at: dueAt }, now);
  }
  return rows.length;
}

async function judge(
  tx: Tx,
  deps: Dependencies,
  { level, amount }: QualityActionRow,
  row: DueRow & { user_id: string; customer_id: string; since: number; due_at: number },
  now: number,
): Promise<void> {
  const { since, due_at: dueAt } = row;
  const spokenAt = Number(row.last_at ?? 0);
  const noted = await listNoted(tx, row.customer_id, row.user_id, since);
  const isIn = (at: number) => at > since && at <= dueAt;
  let inTime = isIn(spokenAt) || noted.some(isIn);
  for (const chat of row.conversation_ids) inTime ||= await hasSpoken(tx, chat, since + 1, dueAt);
  if (!inTime)
    await recordHit(
      tx,
      deps,
      {
        // One for each silence, however often it is looked at.
        causeKey: `no_follow_up:${row.follow_user_id}:${since}`,
        rule: { kind: 'action', id: 'no_follow_up' },
        speaker: null,
        level,
        userId: row.user_id,
        customerId: row.customer_id,
        conversationId: row.conversation_ids.at(-1) ?? null,
        position: row.position === null ? null : Number(row.position),
        at: dueAt,
      },
      now,
    );
  const last = Math.max(since, spokenAt, ...noted);
  await waitUntil(tx, row, last, (last > since ? last : now) + amount * DAY);
}

async function listDue(tx: Tx, until: number): Promise<DueRow[]> {
  const rows = await select<Omit<DueRow, 'conversation_ids'> & { conversation_id: string | null }>(
    tx,
    `SELECT q.follow_user_id, q.since, q.due_at, f.user_id, f.customer_id, f.status AS relation, m.status AS member,
       c.id AS conversation_id, k.position, k.last_at
     FROM (SELECT follow_user_id, since, due_at FROM quality_follow_up WHERE due_at <= ? ORDER BY due_at LIMIT ${AT_ONCE}) q
     LEFT JOIN follow_user f ON f.id = q.follow_user_id
     LEFT JOIN member m ON m.user_id = f.user_id
     LEFT JOIN chat_conversation c ON c.customer_id = f.customer_id AND c.user_id = f.user_id AND c.kind = 'single'
     LEFT JOIN quality_contact k ON k.conversation_id = c.id
     ORDER BY k.last_at`,
    [until],
  );
  const due = new Map<string, DueRow>();
  for (const { conversation_id: chat, ...row } of rows) {
    const chats = due.get(row.follow_user_id)?.conversation_ids ?? [];
    due.set(row.follow_user_id, { ...row, conversation_ids: chat === null ? chats : [...chats, chat] });
  }
  return [...due.values()];
}

function waitUntil(tx: Tx, { follow_user_id: id }: DueRow, since: number, dueAt: number | null) {
  return execute(tx, 'UPDATE quality_follow_up SET since = ?, due_at = ? WHERE follow_user_id = ?', [since, dueAt, id]);
}

/**
 * Since when, from a moment on, the archive has held a member's chats; null: not at all. Who was not in it is not accused of a silence
 * that nobody could hear.
 */
function earsOfArchive(tx: Tx): (userId: string, from: number) => Promise<number | null> {
  const first = 'SELECT MIN(m.sent_at) FROM chat_message m WHERE m.conversation_id = c.id';
  const known = new Map<string, number>();
  return async (userId, from) => {
    if (from >= (known.get(userId) ?? Number.POSITIVE_INFINITY)) return from;
    const [before] = await select(
      tx,
      `SELECT 1 AS heard FROM chat_conversation c WHERE c.user_id = ? AND (${first}) <= ? LIMIT 1`,
      [userId, from],
    );
    if (before) {
      known.set(userId, from);
      return from;
    }
    const [row] = await select<{ at: number | string | null }>(
      tx,
      `SELECT MIN(f.at) AS at FROM (SELECT (${first}) AS at FROM chat_conversation c WHERE c.user_id = ?) f`,
      [userId],
    );
    const at = row?.at == null ? null : Number(row.at);
    if (at !== null) known.set(userId, at);
    return at;
  };
}

/** Follow-ups noted after a moment. */
async function listNoted(tx: Tx, customerId: string, userId: string, since: number): Promise<number[]> {
  const rows = await select<{ created_at: number | string }>(
    tx,
    'SELECT created_at FROM follow_up WHERE customer_id = ? AND created_at > ? AND user_id = ?',
    [customerId, since, userId],
  );
  return rows.map((row) => Number(row.created_at));
}
