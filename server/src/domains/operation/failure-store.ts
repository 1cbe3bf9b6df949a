import { ignoreClosed, listClosed, retryClosed } from '../chat-archive/closed-envelopes.ts';
import type { FailureKind } from '@zhike/shared/contracts/operation';
import { execute, inList, type SqlValue, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { Lane } from '../../platform/delivery/scenario.ts';
import { dismissFile, tryFileAgain } from '../chat-archive/files/backlog.ts';
import { FAILING_TRIES, FILE_LIFE_MS } from '../chat-archive/files/rules.ts';

export interface FailureRow {
  id: string;
  /** Where the row stands in the list, besides its id. */
  sort_at: number | string;
  name: string;
  event_type: string | null;
  customer_id: string | null;
  member_user_id: string | null;
  problem: string | null;
  attempts: number | string;
  created_at: number | string;
  finished_at: number | string | null;
  /** Of a file: until then WeCom has it; business time. */
  expires_at?: number | string;
}

/** The last row of a page: the next one begins after it. */
export interface FailurePlace {
  at: number;
  id: string;
}

const LANES: readonly Lane[] = ['urgent', 'normal'];

/**
 * What waits for a person, newest first. Each lane is one range read of the index that the queue claims by, so the list costs the
 * queues no index of its own; of the best of every lane the best are the page.
 */
export async function listFailures(
  tx: Tx,
  kind: FailureKind,
  after: FailurePlace | null,
  limit: number,
): Promise<FailureRow[]> {
  if (kind === 'message') return passedOver(tx, after, limit);
  if (kind === 'file') return notDownloaded(tx, after, limit);
  if (kind === 'archive') return closedMessages(tx, after, limit);
  const found: FailureRow[] = [];
  for (const lane of LANES)
    found.push(
      ...(kind === 'callback'
        ? await notUnderstood(tx, lane, after, limit)
        : await givenUp(tx, kind, lane, after, limit)),
    );
  return found.sort((a, b) => Number(b.sort_at) - Number(a.sort_at) || (a.id < b.id ? 1 : -1)).slice(0, limit);
}

/** By when the last try was due. */
function givenUp(
  tx: Tx,
  kind: 'run' | 'command',
  lane: Lane,
  after: FailurePlace | null,
  limit: number,
): Promise<FailureRow[]> {
  const { table, name, cause } =
    kind === 'run'
      ? { table: 'scenario_run', name: 'scenario', cause: 'event_id' }
      : { table: 'outbox_command', name: 'name', cause: 'cause_event_id' };
  return select(
    tx,
    `SELECT r.id, r.next_attempt_at AS sort_at, r.${name} AS name, e.type AS event_type, e.customer_id, e.member_user_id, r.note AS problem, r.attempts, r.created_at, r.finished_at
       FROM \`${table}\` r LEFT JOIN event e ON e.id = r.${cause}
      WHERE r.status = 'gave_up' AND r.lane = ?${after ? ' AND r.next_attempt_at <= ? AND (r.next_attempt_at < ? OR r.id < ?)' : ''}
      ORDER BY r.next_attempt_at DESC, r.id DESC LIMIT ${limit}`,
    [lane, ...(after ? [after.at, after.at, after.id] : [])],
  );
}

/** By when it came, which its id tells. */
function notUnderstood(tx: Tx, lane: Lane, after: FailurePlace | null, limit: number): Promise<FailureRow[]> {
  return select(
    tx,
    `SELECT id, 0 AS sort_at, receiver AS name, NULL AS event_type, NULL AS customer_id, NULL AS member_user_id, problem, 1 AS attempts, received_at AS created_at, NULL AS finished_at
       FROM inbox WHERE status = 'not_understood' AND lane = ?${after ? ' AND id < ?' : ''} ORDER BY id DESC LIMIT ${limit}`,
    [LANES.indexOf(lane), ...(after ? [after.id] : [])],
  );
}

/** By when a consumer passed it over, which its id tells. */
function passedOver(tx: Tx, after: FailurePlace | null, limit: number): Promise<FailureRow[]> {
  return select(
    tx,
    `SELECT id, 0 AS sort_at, consumer AS name, NULL AS event_type, NULL AS customer_id, NULL AS member_user_id, note AS problem, 3 AS attempts, created_at, created_at AS finished_at
       FROM bulk_failure WHERE status = 'gave_up'${after ? ' AND id < ?' : ''} ORDER BY id DESC LIMIT ${limit}`,
    after ? [after.id] : [],
  );
}

/** By when its message was stored, which its id tells: what was given up, and what is still tried but has failed again and again. */
async function notDownloaded(tx: Tx, after: FailurePlace | null, limit: number): Promise<FailureRow[]> {
  // The ids alone first, which stand in the index: with the rest at once MariaDB rather walks all files there have ever been.
  const idsOf = async (which: string) =>
    select<{ id: string }>(
      tx,
      `SELECT id FROM chat_media WHERE ${which} AND is_dismissed = 0${after ? ' AND id < ?' : ''} ORDER BY id DESC LIMIT ${limit}`,
      after ? [after.id] : [],
    );
  const found = [
    ...(await idsOf("status = 'gave_up'")),
    ...(await idsOf(`status = 'waiting' AND attempts >= ${FAILING_TRIES} AND note IS NOT NULL`)),
  ];
  const ids = found
    .map(({ id }) => id)
    .sort((a, b) => (a < b ? 1 : -1))
    .slice(0, limit);
  if (ids.length === 0) return [];
  return select<FailureRow>(
    tx,
    `SELECT m.id, 0 AS sort_at, m.kind AS name, NULL AS event_type, c.customer_id, c.user_id AS member_user_id, m.note AS problem, m.attempts,
            m.expires_at - ${FILE_LIFE_MS} AS created_at, CASE WHEN m.status = 'waiting' THEN NULL ELSE m.next_attempt_at END AS finished_at,
            m.expires_at
       FROM chat_media m LEFT JOIN chat_conversation c ON c.id = m.conversation_id
      WHERE m.id ${inList(ids)} ORDER BY m.id DESC`,
    ids,
  );
}

/** By their place in the archive. What keeps them closed is a code and ids, never what was said. */
async function closedMessages(tx: Tx, after: FailurePlace | null, limit: number): Promise<FailureRow[]> {
  return (await listClosed(tx, after?.id ?? '', limit)).map((row) => ({
    id: row.seq,
    sort_at: 0,
    name: row.problem ?? '',
    event_type: null,
    customer_id: null,
    member_user_id: null,
    problem: [row.problem, row.note].filter(Boolean).join('\n'),
    attempts: row.attempts,
    created_at: row.received_at,
    finished_at: null,
  }));
}

/** Back to the queue as if it had never been tried. False when somebody settled it meanwhile. */
export async function replay(tx: Tx, kind: FailureKind, id: string, now: number): Promise<boolean> {
  if (kind === 'callback')
    return (
      (await execute(
        tx,
        "UPDATE inbox SET status = 'waiting', problem = NULL WHERE id = ? AND status = 'not_understood'",
        [id],
      )) === 1
    );
  if (kind === 'message')
    return (
      (await execute(tx, "UPDATE bulk_failure SET status = 'waiting' WHERE id = ? AND status = 'gave_up'", [id])) === 1
    );
  if (kind === 'file') return tryFileAgain(tx, id, now);
  if (kind === 'archive') return (await retryClosed(tx, [id])) === 1;
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

export async function dismiss(tx: Tx, kind: FailureKind, id: string): Promise<boolean> {
  if (kind === 'file') return dismissFile(tx, id);
  if (kind === 'archive') return ignoreClosed(tx, id);
  const [table, from] = {
    callback: ['inbox', 'not_understood'],
    run: ['scenario_run', 'gave_up'],
    command: ['outbox_command', 'gave_up'],
    message: ['bulk_failure', 'gave_up'],
  }[kind] as [string, string];
  return (
    (await execute(tx, `UPDATE \`${table}\` SET status = 'dismissed' WHERE id = ? AND status = ?`, [id, from])) === 1
  );
}
