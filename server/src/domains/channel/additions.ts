import { businessDate } from '../../platform/business-time.ts';
import { execute, forUpdate, insertRows, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { ChannelRow } from './entity.ts';

export interface Addition {
  /** The event that told of it. */
  eventId: string;
  userId: string;
  externalUserId: string;
  at: number;
  half: boolean;
}

/** The same scan told twice (half, then whole) is one adding; so is a repeat found by the sync. */
const SAME_ADDING_MS = 60_000;

/**
 * Counts one customer who came to one rep through a channel, once: of a half and a whole event only the first makes a row.
 * Answers whether the rep has reached the cap, so that the caller can steer.
 */
export async function recordAddition(
  tx: Tx,
  channel: ChannelRow,
  addition: Addition,
  timeZone: string,
): Promise<{ counted: boolean; capReached: boolean }> {
  const { userId, externalUserId, at } = addition;
  // Locking the rep on this code makes counting exact: of two who come together the second sees the first.
  const [member] = await select<{ daily_cap: number | null }>(
    tx,
    `SELECT daily_cap FROM channel_member WHERE channel_id = ? AND user_id = ?${forUpdate(tx)}`,
    [channel.id, userId],
  );
  const cap = member?.daily_cap ?? null;
  const day = businessDate(at, timeZone);
  const [last] = await select<{ id: string; at: number | string; half: number; lost_at: number | string | null }>(
    tx,
    'SELECT id, `at`, half, lost_at FROM channel_addition WHERE user_id = ? AND external_user_id = ? AND channel_id = ? ORDER BY `at` DESC LIMIT 1',
    [userId, externalUserId, channel.id],
  );
  if (last && isSameAdding(last, addition)) {
    if (last.half && !addition.half) await execute(tx, 'UPDATE channel_addition SET half = 0 WHERE id = ?', [last.id]);
    return { counted: false, capReached: false };
  }
  const before = cap === null ? 0 : await countToday(tx, channel.id, userId, day);
  const counted = await insertRows(
    tx,
    'channel_addition',
    [
      {
        id: addition.eventId,
        channel_id: channel.id,
        user_id: userId,
        external_user_id: externalUserId,
        at,
        day,
        half: addition.half ? 1 : 0,
        over_cap: cap !== null && before >= cap ? 1 : 0,
        lost_at: null,
        lost_day: null,
      },
    ],
    { ignoreDuplicates: true },
  );
  return { counted: counted > 0, capReached: cap !== null && before + counted >= cap };
}

function isSameAdding(
  last: { at: number | string; half: number; lost_at: number | string | null },
  addition: Addition,
): boolean {
  if (Math.abs(addition.at - Number(last.at)) <= SAME_ADDING_MS) return true;
  if (addition.at < Number(last.at)) return true;
  // The rep may confirm a half friend days later; anything else that comes later is a new adding.
  return last.lost_at === null && Boolean(last.half);
}

/** The bond ended, whoever ended it: the latest adding of the pair through any channel counts as lost on that day. */
export async function recordLoss(
  tx: Tx,
  pair: { userId: string; externalUserId: string },
  at: number,
  timeZone: string,
): Promise<string | null> {
  const [row] = await select<{ id: string; channel_id: string }>(
    tx,
    'SELECT id, channel_id FROM channel_addition WHERE user_id = ? AND external_user_id = ? AND `at` <= ? AND lost_at IS NULL ORDER BY `at` DESC LIMIT 1',
    [pair.userId, pair.externalUserId, at],
  );
  if (!row) return null;
  await execute(tx, 'UPDATE channel_addition SET lost_at = ?, lost_day = ? WHERE id = ?', [
    at,
    businessDate(at, timeZone),
    row.id,
  ]);
  return row.channel_id;
}

/** How many one rep was added by through a channel on a business day. */
export async function countToday(tx: Tx, channelId: string, userId: string, day: string): Promise<number> {
  const [row] = await select<{ n: number | string }>(
    tx,
    'SELECT COUNT(*) AS n FROM channel_addition WHERE channel_id = ? AND `day` = ? AND user_id = ?',
    [channelId, day, userId],
  );
  return Number(row!.n);
}

/** Added on one business day, by rep. */
export async function addedByMember(tx: Tx, channelId: string, day: string): Promise<Map<string, number>> {
  const rows = await select<{ user_id: string; n: number | string }>(
    tx,
    'SELECT user_id, COUNT(*) AS n FROM channel_addition WHERE channel_id = ? AND `day` = ? GROUP BY user_id',
    [channelId, day],
  );
  return new Map(rows.map((row) => [row.user_id, Number(row.n)]));
}
