import type { Dependencies } from '../../dependencies.ts';
import { execute, inList, select } from '../../platform/database/sql.ts';
import { type Tx, withCause } from '../../platform/database/tx.ts';
import { findCursor } from '../../platform/delivery/bulk-store.ts';
import { knownUntil } from '../chat-archive/known-until.ts';
import { lastPosition } from '../chat-archive/stream.ts';
import { act } from './act.ts';
import { findCauses, isLoop } from './loops.ts';
import { MESSAGE_CONSUMER } from './handle-messages.ts';
import { isActiveAt, loadRuleSet, waitsForChats } from './rule-set.ts';

const AT_ONCE = 50;

/** Whether a rule is due that can act now. Two indexed reads, and some more while something waits that is due. */
export async function isAnyRuleDue(tx: Tx, deps: Dependencies, now: number): Promise<boolean> {
  const dates = await select(tx, 'SELECT id FROM rule WHERE next_look_at <= ? LIMIT 1', [now]);
  if (dates.length > 0) return true;
  const waits = await select(tx, 'SELECT due_at FROM rule_due WHERE due_at <= ? LIMIT 1', [now]);
  return waits.length > 0 && (await listDue(tx, deps, now, 1)).length > 0;
}

interface DueRow {
  rule_id: string;
  when_key: string;
  customer_id: string;
  started_at: number | string;
  cause_ref: string;
}

/**
 * Acts on absences that have lasted long enough, oldest first. What waits for chats that are not known up to its due moment is left for later:
 * the answer may be there. Returns whether there may be more.
 */
export async function actOnAbsences(deps: Dependencies): Promise<boolean> {
  const { db, clock } = deps;
  return db.transaction(async (tx) => {
    const now = clock.now();
    const { absenceRules } = await loadRuleSet(tx);
    const rows = await listDue(tx, deps, now, AT_ONCE);
    const events = await findCauses(
      tx,
      rows.map((row) => row.cause_ref),
    );
    for (const row of rows) {
      const rule = absenceRules.find(({ id, whenKey }) => id === row.rule_id && whenKey === row.when_key);
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
    return rows.length === AT_ONCE;
  });
}

async function listDue(tx: Tx, deps: Dependencies, now: number, limit: number): Promise<DueRow[]> {
  const ids = (await loadRuleSet(tx)).absenceRules.filter(waitsForChats).map(({ id }) => id);
  const chatsUntil = await chatsKnownUntil(tx, deps);
  const isLate = chatsUntil < now && ids.length > 0;
  const known = isLate ? ` AND (due_at <= ? OR NOT rule_id ${inList(ids)})` : '';
  return select<DueRow>(
    tx,
    `SELECT rule_id, when_key, customer_id, started_at, cause_ref FROM rule_due WHERE due_at <= ?${known}
     ORDER BY due_at, rule_id, when_key, customer_id LIMIT ?`,
    [now, ...(isLate ? [chatsUntil, ...ids] : []), limit],
  );
}

/** Of what is in our books, rules must have heard everything. */
async function chatsKnownUntil(tx: Tx, deps: Dependencies): Promise<number> {
  const last = await lastPosition(tx);
  const isCaughtUp = last === 0 || ((await findCursor(tx, MESSAGE_CONSUMER)) ?? 0) >= last;
  return isCaughtUp ? knownUntil(tx, deps) : 0;
}
