import { execute, insertRows, inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { Envelope } from '../../wecom/archive/source.ts';
import { ArchiveCursorConflict } from './errors.ts';

const CURSOR = 'messages';
const MSG_ID_LENGTH = 128;
/** A failed message is tried again after this, ms, then after twice as long, up to the most. */
const FIRST_RETRY_MS = 60_000;
const MOST_RETRY_MS = 6 * 3_600_000;
/** Until its key is configured nothing would change; looked at all the same, now and then. */
export const NO_KEY = 'archive.key_missing';

export interface ArchiveCursor {
  seq: bigint;
  position: number;
  wantedAt: number;
  drainedAt: number;
}

/** An envelope of ours. */
export interface StoredEnvelope extends Envelope {
  attempts: number;
  revokedAt: number | null;
  receivedAt: number;
}

/** As text in the order of numbers. */
const toKey = (seq: bigint) => seq.toString().padStart(20, '0');

/** null: nothing was ever pulled into this database. */
export async function findArchiveCursor(tx: Tx): Promise<ArchiveCursor | null> {
  const [row] = await select<Record<'seq' | 'position' | 'wanted_at' | 'drained_at', string | number>>(
    tx,
    'SELECT seq, position, wanted_at, drained_at FROM archive_cursor WHERE name = ?',
    [CURSOR],
  );
  if (!row) return null;
  return {
    seq: BigInt(row.seq),
    position: Number(row.position),
    wantedAt: Number(row.wanted_at),
    drainedAt: Number(row.drained_at),
  };
}

/** Five days of messages may be waiting: as if WeCom had said so at this moment. */
export async function createArchiveCursor(tx: Tx, machineNow: number): Promise<void> {
  const wanted = { wanted_at: machineNow, wanted_since: machineNow };
  const row = { name: CURSOR, seq: toKey(0n), position: 0, ...wanted, drained_at: 0 };
  await insertRows(tx, 'archive_cursor', [row], { ignoreDuplicates: true });
}

/** WeCom said that there is something. @returns false where nobody pulls: the archive is not configured */
export async function wantPull(tx: Tx, machineNow: number): Promise<boolean> {
  // In this order: MySQL goes on with the values it has just set.
  const sql = `UPDATE archive_cursor SET wanted_since = CASE WHEN wanted_at < drained_at THEN ? ELSE wanted_since END,
    wanted_at = ? WHERE name = ?`;
  return (await execute(tx, sql, [machineNow, machineNow, CURSOR])) === 1;
}

/** Nothing more was there at that moment. */
export async function noteDrained(tx: Tx, machineNow: number): Promise<void> {
  await execute(tx, 'UPDATE archive_cursor SET drained_at = ? WHERE name = ?', [machineNow, CURSOR]);
}

/** Goes on behind what was pulled; call in the transaction that stores it. Throws when another process went on: nothing may be stored. */
export async function goOnBehind(tx: Tx, after: bigint, last: bigint): Promise<void> {
  const moved = await execute(tx, 'UPDATE archive_cursor SET seq = ? WHERE name = ? AND seq = ?', [
    toKey(last),
    CURSOR,
    toKey(after),
  ]);
  if (moved !== 1 || last <= after) throw new ArchiveCursorConflict();
}

/** Keeps what was pulled, to be opened later, and goes on behind it, both or neither. */
export async function storeEnvelopes(tx: Tx, after: bigint, envelopes: Envelope[], machineNow: number): Promise<void> {
  const last = envelopes.reduce((most, { seq }) => (seq > most ? seq : most), after);
  await goOnBehind(tx, after, last);
  await keepEnvelopes(tx, envelopes, machineNow);
}

export async function keepEnvelopes(tx: Tx, envelopes: Envelope[], machineNow: number): Promise<void> {
  const rows = envelopes.map((envelope) => ({
    seq: toKey(envelope.seq),
    msg_id: envelope.msgId.slice(0, MSG_ID_LENGTH),
    key_version: envelope.keyVersion,
    random_key: envelope.encryptedRandomKey,
    message: envelope.encryptedMessage,
    status: 'waiting',
    attempts: 0,
    next_attempt_at: 0,
    received_at: machineNow,
  }));
  await insertRows(tx, 'archive_envelope', rows, { ignoreDuplicates: true });
}

/** Takes `count` positions; the first is one above the returned. The row stays locked until commit: positions become visible in order. */
export async function takePositions(tx: Tx, from: number, count: number): Promise<void> {
  const sql = 'UPDATE archive_cursor SET position = ? WHERE name = ? AND position = ?';
  if ((await execute(tx, sql, [from + count, CURSOR, from])) !== 1) throw new ArchiveCursorConflict();
}

export function listWaiting(tx: Tx, limit: number): Promise<StoredEnvelope[]> {
  return readEnvelopes(tx, "WHERE status = 'waiting' ORDER BY seq LIMIT ?", [limit]);
}

/** Failed ones whose time has come. */
export function listDue(tx: Tx, machineNow: number, limit: number): Promise<StoredEnvelope[]> {
  const where = "WHERE status = 'failed' AND next_attempt_at <= ? ORDER BY next_attempt_at, seq LIMIT ?";
  return readEnvelopes(tx, where, [machineNow, limit]);
}

export async function deleteEnvelopes(tx: Tx, seqs: bigint[]): Promise<void> {
  if (seqs.length > 0) await execute(tx, `DELETE FROM archive_envelope WHERE seq ${inList(seqs)}`, seqs.map(toKey));
}

/** Kept and listed with what was wrong, and tried again ever later. */
export async function markFailed(
  tx: Tx,
  { seq, attempts }: StoredEnvelope,
  { problem, note }: { problem: string; note: string },
  machineNow: number,
): Promise<void> {
  const waitMs = Math.min(MOST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempts, 16));
  await execute(
    tx,
    "UPDATE archive_envelope SET status = 'failed', problem = ?, note = ?, attempts = ?, next_attempt_at = ? WHERE seq = ?",
    [problem, note, attempts + 1, machineNow + waitMs, toKey(seq)],
  );
}

/** To be opened once more, as the archive tells it now. @param again null: the archive does not have it any more */
export async function tryAgain(tx: Tx, { seq }: StoredEnvelope, again: Envelope | null): Promise<void> {
  if (again)
    await execute(tx, 'UPDATE archive_envelope SET key_version = ?, random_key = ?, message = ? WHERE seq = ?', [
      again.keyVersion,
      again.encryptedRandomKey,
      again.encryptedMessage,
      toKey(seq),
    ]);
  await execute(tx, "UPDATE archive_envelope SET status = 'waiting' WHERE seq = ?", [toKey(seq)]);
}

export async function isAnyWithoutKey(tx: Tx): Promise<boolean> {
  const sql = "SELECT seq FROM archive_envelope WHERE problem = ? AND status = 'failed' LIMIT 1";
  return (await select(tx, sql, [NO_KEY])).length > 0;
}

/** What waited for a key of this version waits no longer. */
export async function tryAgainWithKey(tx: Tx, keyVersion: number): Promise<void> {
  await execute(
    tx,
    "UPDATE archive_envelope SET status = 'waiting', problem = NULL, note = NULL WHERE problem = ? AND key_version = ? AND status = 'failed'",
    [NO_KEY, keyVersion],
  );
}

/** A message was taken back that is not opened yet; its row takes this over. */
export async function noteRevokedEnvelope(tx: Tx, msgId: string, at: number): Promise<void> {
  await execute(tx, 'UPDATE archive_envelope SET revoked_at = ? WHERE msg_id = ?', [at, msgId]);
}

async function readEnvelopes(tx: Tx, tail: string, values: number[]): Promise<StoredEnvelope[]> {
  const rows = await select<Record<string, string | number | null>>(
    tx,
    `SELECT seq, msg_id, key_version, random_key, message, attempts, revoked_at, received_at FROM archive_envelope ${tail}`,
    values,
  );
  return rows.map((row) => ({
    seq: BigInt(String(row.seq)),
    msgId: String(row.msg_id),
    keyVersion: Number(row.key_version),
    encryptedRandomKey: String(row.random_key),
    encryptedMessage: String(row.message),
    attempts: Number(row.attempts),
    revokedAt: row.revoked_at === null ? null : Number(row.revoked_at),
    receivedAt: Number(row.received_at),
  }));
}
