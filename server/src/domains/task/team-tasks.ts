import type { TaskKind, TaskStatus } from '@zhike/shared/contracts/task';
import { addDays } from '@zhike/shared/formulas/calendar';
import { instantOf } from '../../platform/business-time.ts';
import { select, type SqlValue } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { fewMembersOf } from '../corp/few-members.ts';
import { departmentWithSubs } from '../corp/store.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import type { TaskRow } from './entity.ts';
import { inDepartmentsSql, memberScopeSql } from '../corp/member-scope.ts';
import { findTasks } from './store.ts';

export interface TeamFilter {
  userId?: string;
  departmentId?: number;
  kind?: TaskKind;
  status: TaskStatus;
  dueFrom?: string;
  dueTo?: string;
  closedFrom?: string;
  closedTo?: string;
  overdue?: boolean;
  inTime?: boolean;
}

/** Tasks of everybody in scope: open ones by when they are due, closed ones newest first. Along one index, either way. */
export async function listTeamTasks(
  tx: Tx,
  viewer: Pick<MemberViewer, 'userId' | 'scope'>,
  filter: TeamFilter,
  { now, timeZone, cursor, limit }: { now: number; timeZone: string; cursor?: string; limit: number },
): Promise<{ tasks: TaskRow[]; nextCursor: string | null }> {
  const isOpen = filter.status === 'open';
  const [at, direction, beyond] = isOpen ? ['sort_at', 'ASC', '>'] : ['closed_at', 'DESC', '<'];
  const conditions = ['t.status = ?'];
  const values: SqlValue[] = [filter.status];
  const where = (sql: string, ...given: SqlValue[]) => {
    conditions.push(sql);
    values.push(...given);
  };
  const days = (column: string, from: string | undefined, to: string | undefined) => {
    if (from) where(`${column} >= ?`, instantOf(from, 0, timeZone));
    if (to) where(`${column} < ?`, instantOf(addDays(to, 1), 0, timeZone));
  };
  if (filter.userId) where('t.assignee_user_id = ?', filter.userId);
  if (filter.kind) where('t.kind = ?', filter.kind);
  days('t.due_at', filter.dueFrom, filter.dueTo);
  days('t.closed_at', filter.closedFrom, filter.closedTo);
  if (filter.overdue !== undefined) where(`t.due_at ${filter.overdue ? '<' : '>='} ?`, now);
  if (filter.inTime !== undefined) where(`t.closed_at ${filter.inTime ? '<=' : '>'} t.due_at`);
  if (filter.departmentId) {
    const inDepartment = inDepartmentsSql(await departmentWithSubs(tx, filter.departmentId), 't.assignee_user_id');
    where(inDepartment.sql, ...inDepartment.values);
  }
  if (cursor) {
    const [cursorAt, cursorId] = decodeCursor(cursor, ['number', 'string']);
    where(`t.${at} ${beyond}= ? AND (t.${at} ${beyond} ? OR t.id ${beyond} ?)`, cursorAt, cursorAt, cursorId);
  }
  const own = memberScopeSql(viewer.scope, 't.assignee_user_id');
  if (own) where(own.sql, ...own.values);
  const found = `SELECT t.id AS id, t.${at} AS moment FROM task t WHERE ${conditions.join(' AND ')}`;
  const order = `ORDER BY moment ${direction}, id ${direction} LIMIT ${limit + 1}`;
  // Of few people each one's tasks are found along her own index, instead of walking everybody's for some of theirs.
  const members = filter.userId ? null : await fewMembersOf(tx, viewer);
  const rows = members
    ? await select<{ id: string }>(
        tx,
        `SELECT id FROM (${members
          .map((_, index) => `SELECT * FROM (${found} AND t.assignee_user_id = ? ${order}) b${index}`)
          .join(' UNION ALL ')}) found ${order}`,
        members.flatMap((userId) => [...values, userId]),
      )
    : await select<{ id: string }>(tx, `${found} ${order}`, values);
  const tasks = await findTasks(
    tx,
    rows.slice(0, limit).map((row) => row.id),
  );
  const last = tasks.at(-1);
  return {
    tasks,
    nextCursor: rows.length > limit && last ? encodeCursor([isOpen ? last.sortAt : last.closedAt!, last.id]) : null,
  };
}
