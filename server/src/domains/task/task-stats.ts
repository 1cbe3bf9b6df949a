import type { TaskKind } from '@zhike/shared/contracts/task';
import type { TaskFigures, TaskStats } from '@zhike/shared/contracts/task-team';
import { addDays } from '@zhike/shared/formulas/calendar';
import { instantOf } from '../../platform/business-time.ts';
import { select, type SqlValue } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { departmentWithSubs, memberCards } from '../corp/store.ts';
import type { DataScope } from '../corp/viewer.ts';
import { inDepartmentsSql, memberScopeSql } from '../corp/member-scope.ts';

/** Open and overdue now, done in the period, of everybody in scope. */
export async function readTaskStats(
  tx: Tx,
  scope: DataScope,
  {
    from,
    to,
    departmentId,
    now,
    timeZone,
  }: { from: string; to: string; departmentId?: number; now: number; timeZone: string },
): Promise<TaskStats> {
  const period: SqlValue[] = [instantOf(from, 0, timeZone), instantOf(addDays(to, 1), 0, timeZone)];
  const whose = [
    departmentId ? inDepartmentsSql(await departmentWithSubs(tx, departmentId), 't.assignee_user_id') : null,
    memberScopeSql(scope, 't.assignee_user_id'),
  ].filter((condition) => condition !== null);
  const own = whose.map(({ sql }) => ` AND ${sql}`).join('');
  const ownValues = whose.flatMap(({ values }) => values);

  const open = await select<{ user_id: string; kind: TaskKind; n: number | string; overdue: number | string }>(
    tx,
    `SELECT t.assignee_user_id AS user_id, t.kind, COUNT(*) AS n, SUM(CASE WHEN t.due_at < ? THEN 1 ELSE 0 END) AS overdue
     FROM task t WHERE t.status = 'open'${own} GROUP BY t.assignee_user_id, t.kind`,
    [now, ...ownValues],
  );
  const done = await select<{ user_id: string; kind: TaskKind; n: number | string; in_time: number | string }>(
    tx,
    `SELECT t.assignee_user_id AS user_id, t.kind, COUNT(*) AS n, SUM(CASE WHEN t.closed_at <= t.due_at THEN 1 ELSE 0 END) AS in_time
     FROM task t WHERE t.status = 'done' AND t.closed_at >= ? AND t.closed_at < ?${own} GROUP BY t.assignee_user_id, t.kind`,
    [...period, ...ownValues],
  );
  const medians = async (column: string) => {
    // The middle one or two of each group: twice the place lies between the count and two more.
    const rows = await select<{ name: string; median: number | string }>(
      tx,
      `SELECT name, AVG(took) AS median FROM (
         SELECT ${column} AS name, t.closed_at - t.created_at AS took,
           ROW_NUMBER() OVER (PARTITION BY ${column} ORDER BY t.closed_at - t.created_at) AS place,
           COUNT(*) OVER (PARTITION BY ${column}) AS many
         FROM task t WHERE t.status = 'done' AND t.closed_at >= ? AND t.closed_at < ?${own}) ranked
       WHERE place * 2 BETWEEN many AND many + 2 GROUP BY name`,
      [...period, ...ownValues],
    );
    return new Map(rows.map((row) => [row.name, Math.round(Number(row.median))]));
  };
  const sums = {
    all: new Map<string, TaskFigures>(),
    members: new Map<string, TaskFigures>(),
    kinds: new Map<string, TaskFigures>(),
  };
  const add = (userId: string, kind: string, counted: Partial<TaskFigures>) => {
    for (const [map, key] of [
      [sums.all, ''],
      [sums.members, userId],
      [sums.kinds, kind],
    ] as const) {
      const figures = map.get(key) ?? { open: 0, overdue: 0, done: 0, inTime: 0, medianMs: null };
      map.set(key, figures);
      for (const name of ['open', 'overdue', 'done', 'inTime'] as const) figures[name] += counted[name] ?? 0;
    }
  };
  for (const row of open) add(row.user_id, row.kind, { open: Number(row.n), overdue: Number(row.overdue) });
  for (const row of done) add(row.user_id, row.kind, { done: Number(row.n), inTime: Number(row.in_time) });

  const ofAll = await medians("''");
  const ofMembers = await medians('t.assignee_user_id');
  const ofKinds = await medians('t.kind');
  const cards = await memberCards(tx, [...sums.members.keys()]);
  const withMedian = (figures: TaskFigures, median: number | undefined) => ({ ...figures, medianMs: median ?? null });
  const mostFirst = (a: TaskFigures, b: TaskFigures) => b.overdue - a.overdue || b.open - a.open || b.done - a.done;
  return {
    total: withMedian(sums.all.get('') ?? { open: 0, overdue: 0, done: 0, inTime: 0, medianMs: null }, ofAll.get('')),
    byMember: [...sums.members]
      .map(([userId, figures]) => ({
        userId,
        name: cards.get(userId)?.name ?? userId,
        ...withMedian(figures, ofMembers.get(userId)),
      }))
      .sort(mostFirst),
    byKind: [...sums.kinds]
      .map(([kind, figures]) => ({ kind: kind as TaskKind, ...withMedian(figures, ofKinds.get(kind)) }))
      .sort(mostFirst),
  };
}
