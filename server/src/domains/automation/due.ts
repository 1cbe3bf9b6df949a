import type { Dependencies } from '../../dependencies.ts';
import { execute, select } from '../../platform/database/sql.ts';
import { type Tx, withCause } from '../../platform/database/tx.ts';
import { findCursor } from '../../platform/delivery/bulk-store.ts';
import { lastPosition } from '../chat-archive/stream.ts';
import { act } from './act.ts';
import { findCauses, isLoop } from './loops.ts';
import { MESSAGE_CONSUMER } from './handle-messages.ts';
import { isActiveAt, loadRuleSet, waitsForChats } from './rule-set.ts';

const AT_ONCE = 50;

/** Two indexed reads. */
export async function isAnyRuleDue(tx: Tx, now: number): Promise<boolean> {
  const rows = await select(
    tx,
    'SELECT 1 AS due FROM (SELECT due_at FROM rule_due WHERE due_at <= ? LIMIT 1) d UNION ALL SELECT 1 FROM (SELECT id FROM rule WHERE next_look_at <= ? LIMIT 1) r',
    [now, now],
  );
  return rows.length > 0;
}

interface DueRow {
  rule_id: string;
  when_key: string;
  customer_id: string;
  started_at: number | string;
  due_at: number | string;
  cause_ref: string;
}

/**
 * Acts on absences that have lasted long enough, oldest first. What the archive has not been read up to is left for later: the answer may be there.
 * Returns where to go on, null when nothing is left.
 */
export async function actOnAbsences(
  deps: Dependencies,
  after: { dueAt: number; key: string },
): Promise<{ dueAt: number; key: string } | null> {
  const { db, clock } = deps;
  return db.transaction(async (tx) => {
    const now = clock.now();
    const rows = await select<DueRow>(
      tx,
      `SELECT * FROM rule_due WHERE due_at <= ? AND due_at >= ? ORDER BY due_at, rule_id, when_key, customer_id LIMIT ?`,
      [now, after.dueAt, AT_ONCE],
    );
    const left = rows.filter((row) => Number(row.due_at) > after.dueAt || keyOf(row) > after.key);
    const { absenceRules } = await loadRuleSet(tx);
    const chatsRead = await isCaughtUp(tx);
    const events = await findCauses(
      tx,
      left.map((row) => row.cause_ref),
    );
    for (const row of left) {
      const rule = absenceRules.find(({ id, whenKey }) => id === row.rule_id && whenKey === row.when_key);
      if (rule && waitsForChats(rule) && !chatsRead) continue;
      const taken = await execute(
        tx,
        'DELETE FROM rule_due WHERE rule_id = ? AND when_key = ? AND customer_id = ? AND started_at = ?',
        [row.rule_id, row.when_key, row.customer_id, row.started_at],
      );
      const at = Number(row.started_at);
      // Switched off, worded anew, or answered a moment ago: what was read counts no more.
      if (taken === 0 || !rule || !isActiveAt(rule, at)) continue;
      const event = events.get(row.cause_ref);
      if (event && (await isLoop(tx, rule, event, now))) continue;
      const cause = { kind: 'absence', ref: row.cause_ref, at, words: [] } as const;
      await withCause(tx, event && { eventId: event.id, depth: event.depth }, () =>
        act(tx, deps, rule, row.customer_id, cause, { now }),
      );
    }
    const last = left.at(-1);
    return last ? { dueAt: Number(last.due_at), key: keyOf(last) } : null;
  });
}

const keyOf = ({ rule_id, when_key, customer_id }: DueRow) => `${rule_id} ${when_key} ${customer_id}`;

async function isCaughtUp(tx: Tx): Promise<boolean> {
  const last = await lastPosition(tx);
  return last === 0 || ((await findCursor(tx, MESSAGE_CONSUMER)) ?? 0) >= last;
}
