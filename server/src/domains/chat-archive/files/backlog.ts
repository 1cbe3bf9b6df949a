import { execute, select } from '../../../platform/database/sql.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { EXPIRING_MS, FILE_LIFE_MS, LATE_MS } from './rules.ts';

export interface FileBacklog {
  /** Counted up to the limit. */
  waiting: number;
  gaveUp: number;
  /** Since the oldest that waits was sent, ms. */
  oldestMs: number;
  /** Until WeCom deletes the next that waits, ms; negative when that is over; null when none waits. */
  expiresInMs: number | null;
}

/** How far behind the downloads are. By index, however long the history. @param now business time, ms */
export async function readFileBacklog(tx: Tx, now: number, countLimit: number): Promise<FileBacklog> {
  const count = async (condition: string) => {
    const [row] = await select<{ n: number }>(
      tx,
      `SELECT COUNT(*) AS n FROM (SELECT 1 FROM chat_media WHERE ${condition} LIMIT ${countLimit}) AS counted`,
    );
    return Number(row?.n ?? 0);
  };
  const expiresAt = await soonestEnd(tx);
  return {
    waiting: await count("status = 'waiting'"),
    gaveUp: await count("status = 'gave_up' AND is_dismissed = 0"),
    oldestMs: expiresAt === null ? 0 : Math.max(0, now - (expiresAt - FILE_LIFE_MS)),
    expiresInMs: expiresAt === null ? null : expiresAt - now,
  };
}

/** `expiring`: a file is lost within a day unless it comes; `late`: one has waited for more than a day. */
export async function troubleWithFiles(tx: Tx, now: number): Promise<'late' | 'expiring' | null> {
  const expiresAt = await soonestEnd(tx);
  if (expiresAt === null) return null;
  if (expiresAt - now < EXPIRING_MS) return 'expiring';
  return now - (expiresAt - FILE_LIFE_MS) > LATE_MS ? 'late' : null;
}

async function soonestEnd(tx: Tx): Promise<number | null> {
  const [row] = await select<{ at: number | string }>(
    tx,
    "SELECT expires_at AS at FROM chat_media WHERE status = 'waiting' ORDER BY expires_at LIMIT 1",
  );
  return row ? Number(row.at) : null;
}

/**
 * One given up begins anew, one that waits for its next try is tried now, one that is being tried is left alone. False when somebody
 * settled it meanwhile. @param machineNow of the next try
 */
export async function tryFileAgain(tx: Tx, id: string, machineNow: number): Promise<boolean> {
  const again = await execute(
    tx,
    "UPDATE chat_media SET status = 'waiting', attempts = 0, next_attempt_at = ? WHERE id = ? AND status = 'gave_up' AND is_dismissed = 0",
    [machineNow, id],
  );
  if (again === 1) return true;
  await execute(
    tx,
    "UPDATE chat_media SET next_attempt_at = ? WHERE id = ? AND status = 'waiting' AND try_key IS NULL",
    [machineNow, id],
  );
  return (await select(tx, "SELECT id FROM chat_media WHERE id = ? AND status = 'waiting'", [id])).length === 1;
}

/** It stays given up for whoever reads the chat; nobody needs to look again. */
export async function dismissFile(tx: Tx, id: string): Promise<boolean> {
  const dismissed = await execute(
    tx,
    "UPDATE chat_media SET is_dismissed = 1 WHERE id = ? AND status = 'gave_up' AND is_dismissed = 0",
    [id],
  );
  return dismissed === 1;
}
