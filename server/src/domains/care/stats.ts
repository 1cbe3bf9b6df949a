import type { CareCounts } from '@zhike/shared/contracts/care';
import { inList, select, type SqlValue } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { memberCards } from '../corp/store.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { customerScopeSql } from '../customer/scope.ts';
import { countUnserved, missedDays } from './store.ts';

export const NO_CARE: CareCounts = { opened: 0, done: 0, dismissed: 0, open: 0, overdue: 0 };

interface Span {
  planIds: readonly string[];
  from: string;
  to: string;
  now: number;
}
interface Counted {
  key: string;
  opened: number | string;
  done: number | string | null;
  dismissed: number | string | null;
  overdue: number | string | null;
}

/** What became of the tasks whose day lies in the span, as far as the viewer sees the customers. */
async function countBy(
  tx: Tx,
  viewer: MemberViewer,
  by: 'd.plan_id' | 'd.day' | 't.assignee_user_id',
  { planIds, from, to, now }: Span,
): Promise<Map<string, CareCounts>> {
  if (planIds.length === 0) return new Map();
  const scope = customerScopeSql(viewer.scope, 'd.customer_id');
  const values: SqlValue[] = [now, ...planIds, from, to, ...(scope?.values ?? [])];
  const rows = await select<Counted>(
    tx,
    `SELECT ${by} AS \`key\`, COUNT(*) AS opened, SUM(CASE WHEN t.status = 'done' THEN 1 ELSE 0 END) AS done,
       SUM(CASE WHEN t.status = 'dismissed' THEN 1 ELSE 0 END) AS dismissed,
       SUM(CASE WHEN t.status = 'open' AND t.due_at < ? THEN 1 ELSE 0 END) AS overdue
       FROM care_deed d JOIN task t ON t.id = d.task_id
      WHERE d.plan_id ${inList(planIds)} AND d.day >= ? AND d.day <= ?${scope ? ` AND ${scope.sql}` : ''} GROUP BY ${by}`,
    values,
  );
  return new Map(
    rows.map((row) => {
      const [opened, done, dismissed, overdue] = [row.opened, row.done, row.dismissed, row.overdue].map(Number) as [
        number,
        number,
        number,
        number,
      ];
      return [row.key, { opened, done, dismissed, open: opened - done - dismissed, overdue }];
    }),
  );
}

export const countsOfPlans = (tx: Tx, viewer: MemberViewer, span: Span): Promise<Map<string, CareCounts>> =>
  countBy(tx, viewer, 'd.plan_id', span);

/** The statistics of one plan: who has done how much of it, and on which days. */
export async function readCareStats(
  tx: Tx,
  viewer: MemberViewer,
  planId: string,
  { from, to, now }: { from: string; to: string; now: number },
) {
  const span = { planIds: [planId], from, to, now };
  const reps = await countBy(tx, viewer, 't.assignee_user_id', span);
  const days = await countBy(tx, viewer, 'd.day', span);
  const cards = await memberCards(tx, [...reps.keys()]);
  return {
    total: [...reps.values()].reduce(add, NO_CARE),
    reps: [...reps]
      .map(([userId, counts]) => ({ member: cards.get(userId) ?? { userId, name: userId, avatar: null }, ...counts }))
      .toSorted((a, b) => b.opened - a.opened || (a.member.userId < b.member.userId ? -1 : 1)),
    days: [...days]
      .map(([day, { opened, done }]) => ({ day, opened, done }))
      .toSorted((a, b) => (a.day < b.day ? -1 : 1)),
    missed: await missedDays(tx, planId, from, to),
    nobody: await countUnserved(tx, planId, from, to),
  };
}

const add = (one: CareCounts, other: CareCounts): CareCounts => ({
  opened: one.opened + other.opened,
  done: one.done + other.done,
  dismissed: one.dismissed + other.dismissed,
  open: one.open + other.open,
  overdue: one.overdue + other.overdue,
});
