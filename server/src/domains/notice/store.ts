import { findRow } from '../../platform/database/find-row.ts';
import { In, MoreThan } from 'typeorm';
import { execute, insertRows, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { NoticeRow } from './entity.ts';
import type { Pace } from './rules.ts';

const MINUTE = 60_000;
const HOUR = 3_600_000;
const KEEP_MS = 90 * 24 * HOUR;
/** A failed notice older than this would only puzzle whoever gets it. */
const STILL_NEWS_MS = 7 * 24 * HOUR;
const FORGOTTEN_AT_ONCE = 1_000;
const BATCHES_A_NIGHT = 20;
/** As many as one message may stand for; what is beyond follows in the next. */
const MERGED_AT_ONCE = 500;

export async function findNotice(tx: Tx, id: string): Promise<NoticeRow | null> {
  return findRow(tx, NoticeRow, { id });
}

/** What waits; else what failed within days, which is what somebody asks for who replays a delivery. Machine time, ms. */
export async function findOldestUnsent(tx: Tx, userId: string, now: number): Promise<NoticeRow | null> {
  const order = { id: 'ASC' } as const;
  return (
    (await tx.findOne(NoticeRow, { where: { userId, status: 'waiting' }, order })) ??
    (await tx.findOne(NoticeRow, {
      where: { userId, status: 'failed', createdAt: MoreThan(now - STILL_NEWS_MS) },
      order,
    }))
  );
}

/** All notices of a member that are as unsent as this one and may go out with it. */
export async function listAlike(tx: Tx, { userId, status, mergeKey }: NoticeRow): Promise<NoticeRow[]> {
  return tx.find(NoticeRow, {
    where: { userId, status, mergeKey },
    order: { id: 'ASC' },
    take: MERGED_AT_ONCE,
  });
}

/** Whether a member was told of this since then, machine time. */
export async function wasTold(tx: Tx, userId: string, mergeKey: string, since: number): Promise<boolean> {
  return tx.existsBy(NoticeRow, { userId, mergeKey, createdAt: MoreThan(since) });
}

/** @param now machine time, ms */
export async function paceOf(tx: Tx, userId: string, now: number): Promise<Pace> {
  const [row] = await select<{ hour: number | string; minute: number | string | null; last: number | string | null }>(
    tx,
    'SELECT COUNT(*) AS `hour`, SUM(CASE WHEN `sent_at` > ? THEN 1 ELSE 0 END) AS `minute`, MAX(`sent_at`) AS `last` FROM `notice` WHERE `user_id` = ? AND `sent_at` > ? AND `merged_into` IS NULL',
    [now - MINUTE, userId, now - HOUR],
  );
  return {
    sentLastMinute: Number(row?.minute ?? 0),
    sentLastHour: Number(row?.hour ?? 0),
    lastSentAt: row?.last == null ? null : Number(row.last),
  };
}

/** One message carried them all; the first of `ids` stands for it in the pace. */
export async function markSent(tx: Tx, ids: [string, ...string[]], sentAt: number): Promise<void> {
  const [lead, ...rest] = ids;
  await tx.update(NoticeRow, { id: lead }, { status: 'sent', sentAt });
  if (rest.length > 0) await tx.update(NoticeRow, { id: In(rest) }, { status: 'sent', sentAt, mergedInto: lead });
}

export async function markFailed(tx: Tx, userId: string, noticeId: string | null): Promise<void> {
  await tx.update(
    NoticeRow,
    { userId, status: 'waiting', ...(noticeId ? { id: noticeId } : {}) },
    { status: 'failed' },
  );
}

/** True for the one who set it: one delivery is due at `wakeAt`, and nobody else needs to order it. Machine time, ms. */
export async function claimWake(tx: Tx, userId: string, wakeAt: number, now: number): Promise<boolean> {
  const moved = await execute(tx, 'UPDATE `notice_pace` SET `wake_at` = ? WHERE `user_id` = ? AND `wake_at` <= ?', [
    wakeAt,
    userId,
    now,
  ]);
  if (moved > 0) return true;
  return (await insertRows(tx, 'notice_pace', [{ user_id: userId, wake_at: wakeAt }], { ignoreDuplicates: true })) > 0;
}

/** Members whose notices wait longer than any delivery takes. */
export async function listStuckMembers(tx: Tx, createdBefore: number, limit: number): Promise<string[]> {
  const rows = await select<{ user_id: string }>(
    tx,
    `SELECT DISTINCT \`user_id\` FROM \`notice\` WHERE \`status\` = 'waiting' AND \`created_at\` < ? LIMIT ${limit}`,
    [createdBefore],
  );
  return rows.map((row) => row.user_id);
}

export async function isAnyStuck(tx: Tx, createdBefore: number): Promise<boolean> {
  return (await listStuckMembers(tx, createdBefore, 1)).length > 0;
}

/** Deletes what was sent or failed long ago, oldest first, in small batches. Machine time, ms. */
export async function forgetOldNotices(tx: Tx, machineNow: number): Promise<number> {
  let forgotten = 0;
  for (const status of ['sent', 'failed']) {
    for (let batch = 0; batch < BATCHES_A_NIGHT; batch++) {
      const rows = await select<{ id: string }>(
        tx,
        `SELECT \`id\` FROM \`notice\` WHERE \`status\` = ? AND \`created_at\` < ? ORDER BY \`created_at\` LIMIT ${FORGOTTEN_AT_ONCE}`,
        [status, machineNow - KEEP_MS],
      );
      if (rows.length === 0) break;
      await tx.delete(NoticeRow, { id: In(rows.map((row) => row.id)) });
      forgotten += rows.length;
    }
  }
  return forgotten;
}
