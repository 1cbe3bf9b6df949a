import { execute, type SqlValue, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';

export interface FailureRow {
  id: string;
  name: string;
  event_type: string | null;
  customer_id: string | null;
  member_user_id: string | null;
  problem: string | null;
  attempts: number | string;
  created_at: number | string;
  finished_at: number | string | null;
}

const columns = { run: 'r.scenario', command: 'r.name' } as const;

/** Given-up rows of one queue, newest first, older than `beforeId`. */
export function listGivenUp(
  tx: Tx,
  kind: 'run' | 'command',
  beforeId: string | null,
  limit: number,
): Promise<FailureRow[]> {
  const table = kind === 'run' ? 'scenario_run' : 'outbox_command';
  const cause = kind === 'run' ? 'r.event_id' : 'r.cause_event_id';
  return select(
    tx,
    `SELECT r.id, ${columns[kind]} AS name, e.type AS event_type, e.customer_id, e.member_user_id, r.note AS problem, r.attempts, r.created_at, r.finished_at
       FROM \`${table}\` r LEFT JOIN event e ON e.id = ${cause}
      WHERE r.status = 'gave_up'${beforeId ? ' AND r.id < ?' : ''} ORDER BY r.id DESC LIMIT ${limit}`,
    beforeId ? [beforeId] : [],
  );
}

export function listNotUnderstood(tx: Tx, beforeId: string | null, limit: number): Promise<FailureRow[]> {
  return select(
    tx,
    `SELECT id, receiver AS name, NULL AS event_type, NULL AS customer_id, NULL AS member_user_id, problem, 1 AS attempts, received_at AS created_at, NULL AS finished_at
       FROM inbox WHERE status = 'not_understood'${beforeId ? ' AND id < ?' : ''} ORDER BY id DESC LIMIT ${limit}`,
    beforeId ? [beforeId] : [],
  );
}

/** Back to the queue as if it had never been tried. False when somebody settled it meanwhile. */
export async function replay(tx: Tx, kind: 'run' | 'command' | 'callback', id: string, now: number): Promise<boolean> {
  if (kind === 'callback')
    return (
      (await execute(
        tx,
        "UPDATE inbox SET status = 'waiting', problem = NULL WHERE id = ? AND status = 'not_understood'",
        [id],
      )) === 1
    );
  const table = kind === 'run' ? 'scenario_run' : 'outbox_command';
  // What had a last moment (a welcome code) is allowed to find out for itself that it is over.
  const fields: [string, SqlValue[]] = [
    "status = 'waiting', attempts = 0, next_attempt_at = ?, created_at = ?, finished_at = NULL",
    [now, now],
  ];
  return (
    (await execute(tx, `UPDATE \`${table}\` SET ${fields[0]} WHERE id = ? AND status = 'gave_up'`, [
      ...fields[1],
      id,
    ])) === 1
  );
}

export async function dismiss(tx: Tx, kind: 'run' | 'command' | 'callback', id: string): Promise<boolean> {
  const [table, from] =
    kind === 'callback' ? ['inbox', 'not_understood'] : [kind === 'run' ? 'scenario_run' : 'outbox_command', 'gave_up'];
  return (
    (await execute(tx, `UPDATE \`${table}\` SET status = 'dismissed' WHERE id = ? AND status = ?`, [id, from!])) === 1
  );
}
