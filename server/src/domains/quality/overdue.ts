import type { Dependencies } from '../../dependencies.ts';
import { execute, inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { SAID_GRACE_MS } from '../../engines/rules/happenings.ts';
import { knownUntil } from '../chat-archive/known-until.ts';
import { findUnfollowed } from './follow-ups.ts';
import { type LookFor, loadLookFor, membershipOf } from './look-for.ts';
import { recordNoReply } from './no-reply.ts';
import { hasSpoken } from './spoken.ts';

/** Rows a tick; what is left waits for the next. */
const AT_ONCE = 100;

type Needs = Pick<Dependencies, 'config' | 'clock'>;

/** Whether anybody is due of whom the archive knows enough to decide. */
export async function isAnybodyOverdue(tx: Tx, deps: Needs, now: number): Promise<boolean> {
  const until = await decidableUntil(tx, deps, now);
  const rows = await select(
    tx,
    'SELECT 1 AS due FROM quality_waiting WHERE due_at <= ? UNION ALL SELECT 1 FROM quality_follow_up WHERE due_at <= ? LIMIT 1',
    [until, until],
  );
  return rows.length > 0;
}

const decidableUntil = async (tx: Tx, deps: Needs, now: number) =>
  Math.min(now, (await knownUntil(tx, deps)) - SAID_GRACE_MS);

/**
 * Those who have waited too long become hits, each once; whoever was answered meanwhile does not. What the archive does not know yet waits:
 * the answer may be there.
 */
export async function findOverdue(tx: Tx, deps: Dependencies, now: number): Promise<number> {
  const lookFor = await loadLookFor(tx);
  const until = await decidableUntil(tx, deps, now);
  return (
    (await findUnanswered(tx, deps, lookFor, { now, until })) +
    (await findUnfollowed(tx, deps, lookFor, { now, until }))
  );
}

interface DueRow {
  conversation_id: string;
  user_id: string;
  customer_id: string | null;
  started_at: number | string;
  position: number | string;
  due_at: number | string;
}

async function findUnanswered(
  tx: Tx,
  deps: Dependencies,
  { actions }: LookFor,
  { now, until }: { now: number; until: number },
): Promise<number> {
  const rule = actions.get('no_reply');
  const rows = await select<DueRow>(
    tx,
    `SELECT conversation_id, user_id, customer_id, started_at, position, due_at FROM quality_waiting
     WHERE due_at <= ? ORDER BY due_at LIMIT ${AT_ONCE}`,
    [until],
  );
  const isIn = await membershipOf(
    tx,
    rows.map((row) => row.user_id),
  );
  const isBound = await boundPairs(tx, rows);
  for (const row of rows) {
    const startedAt = Number(row.started_at);
    const dueAt = Number(row.due_at);
    await execute(tx, 'UPDATE quality_waiting SET due_at = NULL WHERE conversation_id = ? AND started_at = ?', [
      row.conversation_id,
      startedAt,
    ]);
    if (!rule || !isIn(rule.departmentIds, row.user_id) || !isBound(row)) continue;
    // An answer in time that the consumer has not come to yet is an answer; one that came too late is none, whenever somebody looks.
    if (await hasSpoken(tx, row.conversation_id, startedAt, dueAt)) continue;
    await recordNoReply(
      tx,
      deps,
      rule,
      {
        userId: row.user_id,
        customerId: row.customer_id,
        conversationId: row.conversation_id,
        position: Number(row.position),
        dueAt,
      },
      now,
    );
  }
  return rows.length;
}

type Pair = Pick<DueRow, 'user_id' | 'customer_id'>;

/**
 * Whether the rep still works here and can still write to her. Of somebody who is not in our books nobody knows. `CROSS JOIN` keeps SQLite
 * from beginning with the members and reading all of their customers.
 */
async function boundPairs(tx: Tx, rows: readonly Pair[]): Promise<(row: Pair) => boolean> {
  const customerIds = [...new Set(rows.flatMap((row) => row.customer_id ?? []))];
  const bound = customerIds.length
    ? await select<{ user_id: string; customer_id: string }>(
        tx,
        `SELECT f.user_id, f.customer_id FROM follow_user f CROSS JOIN member m ON m.user_id = f.user_id AND m.status = 'active'
         WHERE f.customer_id ${inList(customerIds)} AND f.status IN ('active', 'half')`,
        customerIds,
      )
    : [];
  const keyOf = (row: Pair) => `${row.customer_id} ${row.user_id}`;
  const keys = new Set(bound.map(keyOf));
  return (row) => row.customer_id === null || keys.has(keyOf(row));
}
