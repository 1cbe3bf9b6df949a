import type { Database } from '../database/database.ts';
import { execute, forUpdate, inList, select } from '../database/sql.ts';
import { type Batch, collect, type Tx } from '../database/tx.ts';
import type { GroupCommitter } from './group-committer.ts';
import type { Lane } from './scenario.ts';

/**
 * How long a process may hold claimed work before others take it over, ms: beyond the deadline of any outside call of the lane. What holds
 * a welcome code must leave the next one time to use it; should the first be alive after all, WeCom says that the code is served.
 */
export const LEASE_MS: Record<Lane, number> = { urgent: 10_000, normal: 60_000 };

const STRAY_WAIT_MS = 500;

const BACK_OFF_MS = [2_000, 5_000, 15_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000];

/** Wait before try number `attempts + 1`, with ±25 % jitter so that what failed together does not return together. */
export function backOffMs(attempts: number, random: number): number {
  const base = BACK_OFF_MS[Math.min(attempts, BACK_OFF_MS.length) - 1] ?? BACK_OFF_MS[0]!;
  return Math.round(base * (0.75 + random * 0.5));
}

interface QueueTable {
  table: 'scenario_run' | 'outbox_command';
  /** The status of a row somebody works on. */
  busy: 'running' | 'sending';
  /** Rows with the same `serial_key` are never under way at the same time. */
  serial: boolean;
}

/** Takes up to `limit` due rows for `owner`: locked, marked and committed, so that no other process sees them. */
export async function claim<Row extends { id: string }>(
  db: Database,
  committer: GroupCommitter,
  { table, busy, serial }: QueueTable,
  options: { owner: string; lane: Lane; limit: number; now: number; columns: string },
): Promise<Row[]> {
  // A look without a transaction first: an idle queue costs one indexed read and never takes SQLite's writer.
  const due = `FROM \`${table}\` WHERE status = 'waiting' AND lane = ? AND next_attempt_at <= ?`;
  const [any] = await select<{ id: string }>(db.read, `SELECT id ${due} LIMIT 1`, [options.lane, options.now]);
  if (!any) return [];
  // SQLite has one process, and what that one sends it puts in order itself.
  const free =
    serial && db.dialect === 'mysql'
      ? ` AND NOT EXISTS (SELECT 1 FROM \`${table}\` other WHERE other.serial_key = \`${table}\`.serial_key AND other.status = '${busy}' AND other.lease_owner <> ?)`
      : '';
  const take = async (tx: Tx) => {
    const rows = await select<Row>(
      tx,
      `SELECT ${options.columns} ${due}${free} ORDER BY next_attempt_at LIMIT ${options.limit}${forUpdate(tx, { skipLocked: true })}`,
      [options.lane, options.now, ...(free ? [options.owner] : [])],
    );
    if (rows.length === 0) return [];
    const ids = rows.map((row) => row.id);
    await execute(
      tx,
      `UPDATE \`${table}\` SET status = '${busy}', lease_owner = ?, lease_until = ?, attempts = attempts + 1 WHERE id ${inList(ids)}`,
      [options.owner, options.now + LEASE_MS[options.lane], ...ids],
    );
    return rows;
  };
  return committer.commit(take, { lane: options.lane });
}

/**
 * Gives claimed rows back whose serial key another process has under way, and returns their ids. The claim has left such rows out,
 * but two processes that claim at the same moment do not see each other: whoever looks after its own commit and sees the other
 * yields. Should both yield, chance decides who comes first next time.
 */
export async function yieldToOthers(
  db: Database,
  { ids, keys, owner, now }: { ids: string[]; keys: string[]; owner: string; now: number },
): Promise<Set<string>> {
  if (keys.length === 0 || db.dialect === 'sqlite') return new Set();
  const taken = await select<{ serial_key: string }>(
    db.read,
    `SELECT DISTINCT serial_key FROM outbox_command WHERE serial_key ${inList(keys)} AND status = 'sending' AND lease_owner <> ?`,
    [...keys, owner],
  );
  if (taken.length === 0) return new Set();
  const takenKeys = taken.map((row) => row.serial_key);
  return db.transaction(async (tx) => {
    const ours = `id ${inList(ids)} AND serial_key ${inList(takenKeys)} AND status = 'sending' AND lease_owner = ?`;
    const values = [...ids, ...takenKeys, owner];
    const rows = await select<{ id: string }>(tx, `SELECT id FROM outbox_command WHERE ${ours}`, values);
    await execute(
      tx,
      `UPDATE outbox_command SET status = 'waiting', lease_owner = NULL, lease_until = NULL, attempts = attempts - 1, next_attempt_at = ? WHERE ${ours}`,
      [now + Math.round(50 + Math.random() * 250), ...values],
    );
    return new Set(rows.map((row) => row.id));
  });
}

/** Still ours? False when the lease ran out and somebody else took the row; then nothing of this try may be written. */
export async function finish(
  tx: Tx,
  { table, busy }: QueueTable,
  id: string,
  owner: string,
  fields: { status: string; note: string | null; nextAttemptAt?: number; finishedAt: number | null },
): Promise<boolean> {
  const matched = await execute(
    tx,
    `UPDATE \`${table}\` SET status = ?, note = ?, lease_owner = NULL, lease_until = NULL, finished_at = ?${fields.nextAttemptAt === undefined ? '' : ', next_attempt_at = ?'} WHERE id = ? AND status = '${busy}' AND lease_owner = ?`,
    [
      fields.status,
      fields.note,
      fields.finishedAt,
      ...(fields.nextAttemptAt === undefined ? [] : [fields.nextAttemptAt]),
      id,
      owner,
    ],
  );
  return matched === 1;
}

/** Somebody else took the row over; nothing of this try may be written. */
export class LeaseLost extends Error {}

interface Finished {
  queue: QueueTable;
  id: string;
  owner: string;
  status: string;
  note: string | null;
  finishedAt: number;
}

/**
 * Marks a claimed row as finished at the end of the transaction, together with all others that end alike: one UPDATE instead of one
 * each. The transaction fails with LeaseLost when one of them is not ours any more.
 */
export function finishWithOthers(tx: Tx, finished: Finished): void {
  collect(tx, finishedRows, [finished]);
}

const finishedRows: Batch<Finished> = {
  async write(tx, rows) {
    const alike = new Map<string, Finished[]>();
    for (const row of rows) {
      const key = `${row.queue.table} ${row.status} ${row.note ?? ''}`;
      alike.set(key, [...(alike.get(key) ?? []), row]);
    }
    for (const group of alike.values()) await finishAll(tx, group);
  },
};

async function finishAll(tx: Tx, rows: Finished[]): Promise<void> {
  const { queue, owner, status, note, finishedAt } = rows[0]!;
  const ids = rows.map(({ id }) => id);
  const matched = await execute(
    tx,
    `UPDATE \`${queue.table}\` SET status = ?, note = ?, lease_owner = NULL, lease_until = NULL, finished_at = ? WHERE id ${inList(ids)} AND status = '${queue.busy}' AND lease_owner = ?`,
    [status, note, finishedAt, ...ids, owner],
  );
  if (matched !== ids.length) throw new LeaseLost(`${ids.length - matched} of ${ids.length} rows of ${queue.table}`);
}

/** Gives back what crashed processes held. `everything`: at the start of the only process (SQLite), nobody else can hold anything. */
export async function releaseExpired(
  db: Database,
  { table, busy }: QueueTable,
  now: number,
  everything = false,
): Promise<number> {
  const expired = `status = '${busy}'${everything ? '' : ' AND lease_until < ?'}`;
  const values = everything ? [] : [now];
  const [any] = await select(db.read, `SELECT id FROM \`${table}\` WHERE ${expired} LIMIT 1`, values);
  if (!any) return 0;
  return db.transaction((tx) =>
    execute(
      tx,
      `UPDATE \`${table}\` SET status = 'waiting', lease_owner = NULL, lease_until = NULL WHERE ${expired}`,
      values,
    ),
  );
}

/** Gives back what this process has claimed in this lane and does not work on; after a moment, as after any failed try. */
export async function releaseStrays(
  db: Database,
  { table, busy }: QueueTable,
  { owner, lane, now, underWay }: { owner: string; lane: Lane; now: number; underWay: string[] },
): Promise<void> {
  const others = underWay.length > 0 ? ` AND NOT id ${inList(underWay)}` : '';
  await db.transaction((tx) =>
    execute(
      tx,
      `UPDATE \`${table}\` SET status = 'waiting', lease_owner = NULL, lease_until = NULL, next_attempt_at = ? WHERE status = '${busy}' AND lane = ? AND lease_owner = ?${others}`,
      [now + STRAY_WAIT_MS, lane, owner, ...underWay],
    ),
  );
}

export const runQueue: QueueTable = { table: 'scenario_run', busy: 'running', serial: false };
export const commandQueue: QueueTable = { table: 'outbox_command', busy: 'sending', serial: true };
