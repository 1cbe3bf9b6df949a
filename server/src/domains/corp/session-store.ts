import { findRow } from '../../platform/database/find-row.ts';
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { execute, inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { newId } from '../../platform/id.ts';
import type { DataKeys } from '../../platform/secrets.ts';
import { SessionRow } from './entity.ts';

const HOUR_MS = 3_600_000;
export const ROTATE_AFTER_MS = 12 * HOUR_MS;
/** The value before a rotation stays good this long, for requests that were under way with it. */
export const ROTATION_OVERLAP_MS = 60_000;
export const IDLE_MS = 7 * 24 * HOUR_MS;
export const ABSOLUTE_MS = 30 * 24 * HOUR_MS;
/** `seen_at` is written at most this often: it only has to be exact to the idle limit. */
const SEEN_STEP_MS = HOUR_MS;

const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url');
const newToken = () => randomBytes(32).toString('base64url');

/** Opens a session for a member who has proved to be her. Returns the cookie's value, which is stored nowhere. */
export async function openSession(
  tx: Tx,
  userId: string,
  machineNow: number,
): Promise<{ sessionId: string; token: string }> {
  const token = newToken();
  const sessionId = newId(machineNow);
  await tx.insert(SessionRow, {
    id: sessionId,
    tokenHash: hashOf(token),
    previousTokenHash: null,
    previousUntil: null,
    userId,
    createdAt: machineNow,
    rotatedAt: machineNow,
    seenAt: machineNow,
    expiresAt: machineNow + ABSOLUTE_MS,
  });
  return { sessionId, token };
}

/** The session that a cookie's value opens now, and whether it was opened by the value before the last rotation. */
export async function findSession(
  tx: Tx,
  token: string,
  machineNow: number,
): Promise<{ session: SessionRow; byPrevious: boolean } | null> {
  const hash = hashOf(token);
  const current = await findRow(tx, SessionRow, { tokenHash: hash });
  const session = current ?? (await findRow(tx, SessionRow, { previousTokenHash: hash }));
  if (!session || session.expiresAt <= machineNow || session.seenAt + IDLE_MS <= machineNow) return null;
  const byPrevious = !current;
  if (byPrevious && (session.previousUntil ?? 0) <= machineNow) return null;
  return { session, byPrevious };
}

/** Of these sessions those still open, with the member of each. */
export async function findOpenSessions(
  tx: Tx,
  sessionIds: readonly string[],
  machineNow: number,
): Promise<Map<string, string>> {
  if (sessionIds.length === 0) return new Map();
  const rows = await select<{ id: string; user_id: string }>(
    tx,
    `SELECT id, user_id FROM session WHERE id ${inList(sessionIds)} AND expires_at > ? AND seen_at > ?`,
    [...sessionIds, machineNow, machineNow - IDLE_MS],
  );
  return new Map(rows.map((row) => [row.id, row.user_id]));
}

export const isRotationDue = (session: Pick<SessionRow, 'rotatedAt'>, machineNow: number) =>
  machineNow - session.rotatedAt >= ROTATE_AFTER_MS;

export const isSeenDue = (session: Pick<SessionRow, 'seenAt'>, machineNow: number) =>
  machineNow - session.seenAt >= SEEN_STEP_MS;

/** Gives the session a new cookie value; null when another request has just done so. */
export async function rotateSession(tx: Tx, session: SessionRow, machineNow: number): Promise<string | null> {
  const token = newToken();
  const changed = await execute(
    tx,
    'UPDATE session SET token_hash = ?, previous_token_hash = ?, previous_until = ?, rotated_at = ?, seen_at = ? WHERE id = ? AND token_hash = ?',
    [
      hashOf(token),
      session.tokenHash,
      machineNow + ROTATION_OVERLAP_MS,
      machineNow,
      machineNow,
      session.id,
      session.tokenHash,
    ],
  );
  return changed === 1 ? token : null;
}

export async function markSessionSeen(tx: Tx, sessionId: string, machineNow: number): Promise<void> {
  await execute(tx, 'UPDATE session SET seen_at = ? WHERE id = ?', [machineNow, sessionId]);
}

export async function endSession(tx: Tx, sessionId: string): Promise<void> {
  await execute(tx, 'DELETE FROM session WHERE id = ?', [sessionId]);
}

export async function endSessionsOf(tx: Tx, userId: string): Promise<void> {
  await execute(tx, 'DELETE FROM session WHERE user_id = ?', [userId]);
}

/** Clean-up of what has ended by itself. */
export async function deleteExpiredSessions(tx: Tx, machineNow: number): Promise<number> {
  return execute(tx, 'DELETE FROM session WHERE expires_at <= ?', [machineNow]);
}

/** What a page sends back with every change; bound to the session, the same through rotations. */
export function csrfTokenOf(keys: DataKeys, sessionId: string): string {
  return createHmac('sha256', keys.derived('csrf token')).update(sessionId).digest('base64url');
}

export function isCsrfToken(keys: DataKeys, sessionId: string, given: string): boolean {
  const wanted = Buffer.from(csrfTokenOf(keys, sessionId));
  const actual = Buffer.from(given);
  return wanted.length === actual.length && timingSafeEqual(wanted, actual);
}
