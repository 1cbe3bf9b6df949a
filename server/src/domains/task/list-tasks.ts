import { select, type SqlValue } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { TaskRow } from './entity.ts';
import { findTasks } from './store.ts';

export interface TaskQuery {
  /** Whose tasks; absent: everybody's, with `customerId` or `chatId`. */
  assigneeUserId?: string;
  customerId?: string;
  chatId?: string;
  status: 'open' | 'closed';
}

/** Open tasks by when they are due; closed ones newest first. */
export async function listTasks(
  tx: Tx,
  query: TaskQuery,
  page: { cursor?: string; limit: number },
): Promise<{ tasks: TaskRow[]; nextCursor: string | null }> {
  const isOpen = query.status === 'open';
  const [at, direction, beyond] = isOpen ? ['sort_at', 'ASC', '>'] : ['closed_at', 'DESC', '<'];
  const conditions: string[] = [isOpen ? "status = 'open'" : 'closed_at IS NOT NULL'];
  const values: SqlValue[] = [];
  const where = (sql: string, ...given: SqlValue[]) => {
    conditions.push(sql);
    values.push(...given);
  };
  if (query.customerId) where('customer_id = ?', query.customerId);
  if (query.chatId) where('chat_id = ?', query.chatId);
  if (query.assigneeUserId) where('assignee_user_id = ?', query.assigneeUserId);
  if (page.cursor) {
    const [cursorAt, cursorId] = decodeCursor(page.cursor, ['number', 'string']);
    where(`${at} ${beyond}= ? AND (${at} ${beyond} ? OR id ${beyond} ?)`, cursorAt, cursorAt, cursorId);
  }
  const rows = await select<{ id: string }>(
    tx,
    `SELECT id FROM task WHERE ${conditions.join(' AND ')} ORDER BY ${at} ${direction}, id ${direction} LIMIT ${page.limit + 1}`,
    values,
  );
  const tasks = await findTasks(
    tx,
    rows.slice(0, page.limit).map((row) => row.id),
  );
  const last = tasks.at(-1);
  return {
    tasks,
    nextCursor:
      rows.length > page.limit && last ? encodeCursor([isOpen ? last.sortAt : last.closedAt!, last.id]) : null,
  };
}

/** Open tasks of a member, by whether their time has come. `endOfDay` and `now` in epoch ms of business time. */
export async function countOpenTasks(
  tx: Tx,
  userId: string,
  now: number,
  endOfDay: number,
): Promise<{ overdue: number; today: number; later: number }> {
  const [row] = await select<{
    overdue: number | string | null;
    today: number | string | null;
    later: number | string | null;
  }>(
    tx,
    `SELECT SUM(CASE WHEN sort_at < ? THEN 1 ELSE 0 END) AS overdue, SUM(CASE WHEN sort_at >= ? AND sort_at < ? THEN 1 ELSE 0 END) AS today,
       SUM(CASE WHEN sort_at >= ? THEN 1 ELSE 0 END) AS later FROM task WHERE assignee_user_id = ? AND status = 'open'`,
    [now, now, endOfDay, endOfDay, userId],
  );
  return { overdue: Number(row?.overdue ?? 0), today: Number(row?.today ?? 0), later: Number(row?.later ?? 0) };
}

/** Open ones, whoever has them. */
export async function countTasksOfCustomer(tx: Tx, customerId: string): Promise<number> {
  const sql = "SELECT COUNT(*) AS n FROM task WHERE customer_id = ? AND status = 'open'";
  const [row] = await select<{ n: number | string }>(tx, sql, [customerId]);
  return Number(row!.n);
}

/** The open task to show beside a chat: the viewer's most urgent one, else anybody's. */
export async function findNextTask(tx: Tx, customerId: string, viewerUserId: string): Promise<TaskRow | null> {
  const where = { customerId, status: 'open' } as const;
  const order = { sortAt: 'ASC', id: 'ASC' } as const;
  return (
    (await tx.findOne(TaskRow, { where: { ...where, assigneeUserId: viewerUserId }, order })) ??
    (await tx.findOne(TaskRow, { where, order }))
  );
}
