import type { Database } from '../../../platform/database/database.ts';
import { execute, forUpdate, inList, select } from '../../../platform/database/sql.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { newId } from '../../../platform/id.ts';
import type { ObjectStore } from '../../../platform/object-store/object-store.ts';
import { type AfterFailure, soonestFirst } from './rules.ts';

/** How long a file belongs to whoever is at it without a sign of life, ms: beyond the longest chunk. */
export const HOLD_MS = 120_000;

export interface ClaimedFile {
  id: string;
  fileId: string;
  size: number | null;
  md5: string | null;
  seenMd5: string | null;
  /** This try's too. */
  attempts: number;
  /** Business time. */
  expiresAt: number;
  tryKey: string;
  /** Of tries whose processes died: what they may have left lies under them. */
  leftKeys: string[];
}

interface FileRow {
  id: string;
  digest: string;
  file_id: string;
  size: number | string | null;
  md5: string | null;
  seen_md5: string | null;
  attempts: number | string;
  expires_at: number | string;
  try_key: string | null;
  left_keys: string | null;
}

const DUE = "FROM chat_media WHERE status = 'waiting' AND next_attempt_at <= ?";
const COLUMNS = 'id, digest, file_id, size, md5, seen_md5, attempts, expires_at, try_key, left_keys';

/** Takes up to `limit` files for one process: locked, marked and committed, so that no other gets them as well. */
export async function claimFiles(
  db: Database,
  { limit, now, machineNow }: { limit: number; now: number; machineNow: number },
): Promise<ClaimedFile[]> {
  // A look without a transaction first: idle, it is one indexed read.
  const [soonest] = await select<{ expires_at: number | string }>(
    db.read,
    `SELECT expires_at ${DUE} ORDER BY expires_at LIMIT 1`,
    [machineNow],
  );
  if (!soonest) return [];
  const urgent = soonestFirst(limit, Number(soonest.expires_at) - now);
  return db.transaction(async (tx) => {
    const rows = await lockDue(tx, machineNow, 'ASC', urgent, []);
    const taken = rows.map(({ id }) => id);
    if (rows.length === urgent && urgent < limit)
      rows.push(...(await lockDue(tx, machineNow, 'DESC', limit - urgent, taken)));
    const files: ClaimedFile[] = [];
    for (const row of rows) {
      const tryKey = newKey(row.digest, machineNow);
      // Kept until they are cleared away: this process may die before it has done so.
      const leftKeys = [...(row.left_keys?.split(' ') ?? []), ...(row.try_key ? [row.try_key] : [])];
      await execute(
        tx,
        'UPDATE chat_media SET try_key = ?, left_keys = ?, next_attempt_at = ?, attempts = attempts + 1 WHERE id = ?',
        [tryKey, leftKeys.join(' ') || null, machineNow + HOLD_MS, row.id],
      );
      files.push({
        id: row.id,
        fileId: row.file_id,
        size: row.size === null ? null : Number(row.size),
        md5: row.md5,
        seenMd5: row.seen_md5,
        attempts: Number(row.attempts) + 1,
        expiresAt: Number(row.expires_at),
        tryKey,
        leftKeys,
      });
    }
    return files;
  });
}

function lockDue(tx: Tx, machineNow: number, order: 'ASC' | 'DESC', limit: number, not: string[]): Promise<FileRow[]> {
  const others = not.length > 0 ? ` AND NOT id ${inList(not)}` : '';
  return select<FileRow>(
    tx,
    `SELECT ${COLUMNS} ${DUE}${others} ORDER BY expires_at ${order} LIMIT ${limit}${forUpdate(tx, { skipLocked: true })}`,
    [machineNow, ...not],
  );
}

/** From the file id's digest, never from names: safe in a folder and in an address. Each try has its own, so none can spoil another's. */
function newKey(digest: string, machineNow: number): string {
  const hex = Buffer.from(digest, 'base64url').toString('hex');
  return `chat/${hex.slice(0, 2)}/${hex}.${newId(machineNow).toLowerCase()}`;
}

/** False when others have taken it over: nothing of this try may be kept. */
export async function holdOn(db: Database, { id, tryKey }: ClaimedFile, machineNow: number): Promise<boolean> {
  const held = await db.transaction((tx) =>
    execute(tx, `UPDATE chat_media SET next_attempt_at = ? WHERE id = ? AND try_key = ?`, [
      machineNow + HOLD_MS,
      id,
      tryKey,
    ]),
  );
  return held === 1;
}

/** What earlier tries left is gone. */
export async function noteCleared(db: Database, { id, tryKey }: ClaimedFile): Promise<void> {
  await db.transaction((tx) =>
    execute(tx, 'UPDATE chat_media SET left_keys = NULL WHERE id = ? AND try_key = ?', [id, tryKey]),
  );
}

export interface Stored {
  store: ObjectStore['name'];
  size: number;
  isVerified: boolean;
  mime: string;
  /** Encrypted; null for a file that lies open. */
  fileKey: string | null;
}

export async function noteStored(db: Database, { id, tryKey }: ClaimedFile, stored: Stored): Promise<boolean> {
  const noted = await db.transaction(
    (tx) =>
      execute(
        tx,
        `UPDATE chat_media SET status = 'stored', store = ?, store_key = try_key, try_key = NULL, stored_size = ?, is_verified = ?,
          mime = ?, file_key = ?, note = NULL WHERE id = ? AND try_key = ?`,
        [stored.store, stored.size, stored.isVerified ? 1 : 0, stored.mime, stored.fileKey, id, tryKey],
      ),
    // Taken back, it is a try that died: the next one clears up and fetches the file again.
    { commitsLater: true },
  );
  return noted === 1;
}

/**
 * False when the row is not this try's any more: others have it, or it was noted as stored although the answer was lost.
 * @param seenMd5 of whole bytes that were not what the message said
 * @param isClean whether surely nothing lies under the try's key; else whoever is next looks
 */
export async function noteFailed(
  db: Database,
  { id, tryKey }: ClaimedFile,
  after: AfterFailure,
  { seenMd5, isClean }: { seenMd5: string | null; isClean: boolean },
): Promise<boolean> {
  const noted = await db.transaction((tx) =>
    execute(
      tx,
      `UPDATE chat_media SET status = ?, note = ?, next_attempt_at = ?, seen_md5 = COALESCE(?, seen_md5)${isClean ? ', try_key = NULL' : ''}
        WHERE id = ? AND try_key = ?`,
      [after.giveUp ? 'gave_up' : 'waiting', after.note, after.at, seenMd5, id, tryKey],
    ),
  );
  return noted === 1;
}

/** Nothing lies under the key of the try that failed. */
export async function noteClean(db: Database, { id, tryKey }: ClaimedFile): Promise<void> {
  await db.transaction((tx) =>
    execute(tx, 'UPDATE chat_media SET try_key = NULL WHERE id = ? AND try_key = ?', [id, tryKey]),
  );
}

/** Whether this try's bytes are the file. */
export async function isStoredBy(db: Database, { id, tryKey }: ClaimedFile): Promise<boolean> {
  const rows = await select(
    db.read,
    "SELECT 1 AS one FROM chat_media WHERE id = ? AND status = 'stored' AND store_key = ?",
    [id, tryKey],
  );
  return rows.length > 0;
}

/** As if it had not been begun: whoever stops in an orderly way leaves no trace. */
export async function giveBack(db: Database, { id, tryKey }: ClaimedFile, machineNow: number): Promise<void> {
  await db.transaction((tx) =>
    execute(
      tx,
      'UPDATE chat_media SET try_key = NULL, next_attempt_at = ?, attempts = attempts - 1 WHERE id = ? AND try_key = ?',
      [machineNow, id, tryKey],
    ),
  );
}

/** At the start of the only process (SQLite): what is held was held by one that died. */
export async function releaseHeld(db: Database, machineNow: number): Promise<void> {
  const [held] = await select(
    db.read,
    "SELECT id FROM chat_media WHERE status = 'waiting' AND next_attempt_at > ? AND try_key IS NOT NULL LIMIT 1",
    [machineNow],
  );
  if (!held) return;
  await db.transaction((tx) =>
    execute(
      tx,
      "UPDATE chat_media SET next_attempt_at = ? WHERE status = 'waiting' AND next_attempt_at > ? AND try_key IS NOT NULL",
      [machineNow, machineNow],
    ),
  );
}
