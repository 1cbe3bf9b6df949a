import type { Dependencies } from '../../dependencies.ts';
import { execute, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { SAID_GRACE_MS } from '../../engines/rules/happenings.ts';
import { knownUntil } from '../chat-archive/known-until.ts';
import { type LookFor, loadLookFor, membershipOf } from './look-for.ts';
import { recordHit } from './record-hit.ts';
import { DAY } from './replies.ts';

/** Rows a tick; what is left waits for the next. */
const AT_ONCE = 200;

export async function isAnybodyOverdue(tx: Tx, now: number): Promise<boolean> {
  const rows = await select(
    tx,
    'SELECT 1 AS due FROM quality_waiting WHERE due_at <= ? UNION ALL SELECT 1 FROM quality_contact WHERE due_at <= ? LIMIT 1',
    [now, now],
  );
  return rows.length > 0;
}

/**
 * Those who have waited too long become hits, each once; whoever was answered meanwhile does not. What the archive does not know yet waits:
 * the answer may be there.
 */
export async function findOverdue(tx: Tx, deps: Dependencies, now: number): Promise<number> {
  const lookFor = await loadLookFor(tx);
  const until = Math.min(now, (await knownUntil(tx, deps)) - SAID_GRACE_MS);
  return (await findUnanswered(tx, deps, lookFor, now, until)) + (await findUnfollowed(tx, deps, lookFor, now, until));
}

interface DueRow {
  conversation_id: string;
  user_id: string;
  customer_id: string | null;
  since: number | string;
  position: number | string;
  due_at: number | string;
}

function listDue(
  tx: Tx,
  table: 'quality_waiting' | 'quality_contact',
  since: string,
  until: number,
): Promise<DueRow[]> {
  return select<DueRow>(
    tx,
    `SELECT conversation_id, user_id, customer_id, ${since} AS since, position, due_at FROM ${table}
     WHERE due_at <= ? ORDER BY due_at LIMIT ${AT_ONCE}`,
    [until],
  );
}

async function findUnanswered(
  tx: Tx,
  deps: Dependencies,
  { actions }: LookFor,
  now: number,
  until: number,
): Promise<number> {
  const rule = actions.get('no_reply');
  const rows = await listDue(tx, 'quality_waiting', 'started_at', until);
  const isIn = await membershipOf(tx, rows.map(userIdOf));
  for (const row of rows) {
    await setDue(tx, 'quality_waiting', row, null);
    const at = Number(row.since);
    // An answer that the consumer has not come to yet is an answer.
    if (!rule || !isIn(rule.departmentIds, row.user_id) || (await hasSpoken(tx, row.conversation_id, at))) continue;
    await recordHit(
      tx,
      deps,
      {
        ...placeOf(row, now),
        causeKey: `no_reply:${row.position}`,
        rule: { kind: 'action', id: 'no_reply' },
        level: rule.level,
      },
      now,
    );
  }
  return rows.length;
}

async function findUnfollowed(
  tx: Tx,
  deps: Dependencies,
  { actions }: LookFor,
  now: number,
  until: number,
): Promise<number> {
  const rule = actions.get('no_follow_up');
  const rows = await listDue(tx, 'quality_contact', 'last_at', until);
  const isIn = await membershipOf(tx, rows.map(userIdOf));
  for (const row of rows) {
    const since = Number(row.since);
    if (!rule || !isIn(rule.departmentIds, row.user_id) || (await hasSpoken(tx, row.conversation_id, since + 1))) {
      await setDue(tx, 'quality_contact', row, null);
      continue;
    }
    const noted = row.customer_id ? await lastFollowUp(tx, row.customer_id, row.user_id, since) : null;
    const again = noted === null ? null : noted + rule.amount * DAY;
    await setDue(tx, 'quality_contact', row, again);
    if (again !== null && again > Number(row.due_at)) continue;
    await recordHit(
      tx,
      deps,
      {
        ...placeOf(row, now),
        causeKey: `no_follow_up:${row.conversation_id}:${row.due_at}`,
        rule: { kind: 'action', id: 'no_follow_up' },
        level: rule.level,
      },
      now,
    );
  }
  return rows.length;
}

const userIdOf = (row: DueRow) => row.user_id;

const placeOf = (row: DueRow, now: number) => ({
  speaker: null,
  userId: row.user_id,
  customerId: row.customer_id,
  conversationId: row.conversation_id,
  position: Number(row.position),
  at: now,
});

function setDue(tx: Tx, table: 'quality_waiting' | 'quality_contact', row: DueRow, dueAt: number | null) {
  return execute(tx, `UPDATE ${table} SET due_at = ? WHERE conversation_id = ?`, [dueAt, row.conversation_id]);
}

async function hasSpoken(tx: Tx, conversationId: string, since: number): Promise<boolean> {
  const rows = await select(
    tx,
    "SELECT 1 AS spoken FROM chat_message WHERE conversation_id = ? AND sent_at >= ? AND sender_kind = 'member' LIMIT 1",
    [conversationId, since],
  );
  return rows.length > 0;
}

async function lastFollowUp(tx: Tx, customerId: string, userId: string, since: number): Promise<number | null> {
  const [row] = await select<{ created_at: number | string }>(
    tx,
    `SELECT created_at FROM follow_up WHERE customer_id = ? AND created_at > ? AND user_id = ? ORDER BY created_at DESC LIMIT 1`,
    [customerId, since, userId],
  );
  return row ? Number(row.created_at) : null;
}
