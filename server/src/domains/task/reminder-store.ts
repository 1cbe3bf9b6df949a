import { execute, inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { RemindStep } from './entity.ts';
import { firstReminder, type Reminder } from './reminder-rules.ts';
import { calendarOf, loadTaskSettings } from './work-time.ts';

/** Begins to remind anew: after opening again, putting off or handing over. */
export async function remindAnew(
  tx: Tx,
  task: { id: string; sortAt: number; escalatedAt: number | null },
  now: number,
  timeZone: string,
): Promise<void> {
  const settings = await loadTaskSettings(tx);
  const first = firstReminder(task, now, settings, calendarOf(settings, timeZone));
  await execute(tx, 'UPDATE task SET remind_at = ?, remind_step = ? WHERE id = ?', [
    first?.at ?? null,
    first?.step ?? null,
    task.id,
  ]);
}

export interface DueTask {
  id: string;
  kind: string;
  title: string;
  reason: string | null;
  assignee_user_id: string;
  customer_id: string | null;
  chat_id: string | null;
  due_at: number;
  sort_at: number;
  remind_at: number;
  remind_step: RemindStep | null;
  escalated_at: number | null;
}

/** Along the index of moments, oldest first. */
export async function listDueTasks(tx: Tx, now: number, limit: number): Promise<DueTask[]> {
  const rows = await select<DueTask>(
    tx,
    `SELECT id, kind, title, reason, assignee_user_id, customer_id, chat_id, due_at, sort_at, remind_at, remind_step, escalated_at
     FROM task WHERE remind_at <= ? ORDER BY remind_at, id LIMIT ${limit}`,
    [now],
  );
  return rows.map((row) => ({
    ...row,
    due_at: Number(row.due_at),
    sort_at: Number(row.sort_at),
    remind_at: Number(row.remind_at),
    escalated_at: row.escalated_at === null ? null : Number(row.escalated_at),
  }));
}

/**
 * Takes a task's moment, once: of two processes, and of a run and its repetition, only one gets true and may tell anybody.
 * Closed, put off or handed over meanwhile: its moment is another one, too.
 */
export async function takeMoment(tx: Tx, task: DueTask, next: Reminder | null): Promise<boolean> {
  const taken = await execute(
    tx,
    "UPDATE task SET remind_at = ?, remind_step = ? WHERE id = ? AND remind_at = ? AND remind_step = ? AND status = 'open' AND assignee_user_id = ?",
    [next?.at ?? null, next?.step ?? null, task.id, task.remind_at, task.remind_step, task.assignee_user_id],
  );
  return taken > 0;
}

/** Whether a reminder or a digest is due. One indexed read. */
export async function isAnyReminderDue(tx: Tx, now: number): Promise<boolean> {
  const rows = await select(
    tx,
    'SELECT 1 AS due FROM task WHERE remind_at <= ? UNION ALL SELECT 1 FROM task_settings WHERE digest_at <= ? LIMIT 1',
    [now, now],
  );
  return rows.length > 0;
}

/** The newest digest of each since then, by member. */
export async function newestDigests(tx: Tx, userIds: readonly string[], since: number): Promise<Map<string, number>> {
  if (userIds.length === 0) return new Map();
  const rows = await select<{ user_id: string; slot: number | string }>(
    tx,
    `SELECT user_id, MAX(slot) AS slot FROM task_digest WHERE user_id ${inList(userIds)} AND slot >= ? GROUP BY user_id`,
    [...userIds, since],
  );
  return new Map(rows.map((row) => [row.user_id, Number(row.slot)]));
}

export interface DayOfMember {
  userId: string;
  overdue: number;
  today: number;
}

/** What the day asks of members who have not got the digest of this moment. `now` and `endOfDay` in epoch ms. */
export async function listDigestDays(
  tx: Tx,
  slot: number,
  { now, endOfDay, limit }: { now: number; endOfDay: number; limit: number },
): Promise<DayOfMember[]> {
  const rows = await select<{ user_id: string; overdue: number | string; n: number | string }>(
    tx,
    `SELECT t.assignee_user_id AS user_id, COUNT(*) AS n, SUM(CASE WHEN t.sort_at < ? THEN 1 ELSE 0 END) AS overdue
     FROM task t JOIN member m ON m.user_id = t.assignee_user_id AND m.status = 'active'
     WHERE t.status = 'open' AND t.sort_at < ?
       AND NOT EXISTS (SELECT 1 FROM task_digest d WHERE d.user_id = t.assignee_user_id AND d.slot = ?)
     GROUP BY t.assignee_user_id ORDER BY t.assignee_user_id LIMIT ${limit}`,
    [now, endOfDay, slot],
  );
  return rows.map((row) => ({ userId: row.user_id, overdue: Number(row.overdue), today: Number(row.n) }));
}

/** The first few titles of a member's day. */
export async function firstTitles(tx: Tx, userId: string, before: number, limit: number): Promise<string[]> {
  const rows = await select<{ title: string }>(
    tx,
    `SELECT title FROM task WHERE assignee_user_id = ? AND status = 'open' AND sort_at < ? ORDER BY sort_at, id LIMIT ${limit}`,
    [userId, before],
  );
  return rows.map((row) => row.title);
}
