import type { SopFigures, SopStats } from '@zhike/shared/contracts/sop-stats';
import { findRows } from '../../platform/database/find-row.ts';
import { select, type SqlValue } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { memberCards } from '../corp/store.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { customerScopeSql } from '../customer/scope.ts';
import { type SopRow, SopVersionRow } from './entity.ts';

interface Span {
  /** Epoch ms of the first moment, and of the first one after the last. */
  since: number;
  until: number;
  /** Business time. */
  now: number;
}

type Counted = SopFigures & { skipped: number };
type Row = { step_id: string; user_id: string | null } & Record<string, number | string | null>;

const NOTHING: Counted = {
  opened: 0,
  done: 0,
  dismissed: 0,
  unsent: 0,
  open: 0,
  overdue: 0,
  sent: 0,
  read: 0,
  skipped: 0,
};
const count = (when: string) => `SUM(CASE WHEN ${when} THEN 1 ELSE 0 END)`;

/** Counted by so many days at once: on SQLite nobody is answered meanwhile. */
const DAYS_AT_ONCE = 7 * 86_400_000;

/** What became of the steps of an SOP that fell due in the span, by step and by rep, as far as the viewer sees the customers. */
export async function readSopStats(tx: Tx, viewer: MemberViewer, sop: SopRow, span: Span): Promise<SopStats> {
  const steps = new Map(sop.definition.steps.map(({ id }) => [id, NOTHING]));
  const reps = new Map<string, Counted>();
  let total = NOTHING;
  for (let since = span.since; since < span.until; since += DAYS_AT_ONCE) {
    const part = { ...span, since, until: Math.min(since + DAYS_AT_ONCE, span.until) };
    for (const { stepId, userId, ...counted } of await countSteps(tx, viewer, sop.id, part)) {
      steps.set(stepId, add(steps.get(stepId) ?? NOTHING, counted));
      if (userId !== null) reps.set(userId, add(reps.get(userId) ?? NOTHING, counted));
      total = add(total, counted);
    }
  }
  const titleOf = await titlesOf(tx, sop, [...steps.keys()]);
  const cards = await memberCards(tx, [...reps.keys()]);
  return {
    total: figuresOf(total),
    steps: [...steps].map(([stepId, counted]) => ({
      ...figuresOf(counted),
      stepId,
      ...titleOf(stepId),
      skipped: counted.skipped,
    })),
    reps: [...reps]
      .map(([userId, counted]) => ({
        ...figuresOf(counted),
        member: cards.get(userId) ?? { userId, name: userId, avatar: null },
      }))
      .toSorted((a, b) => b.opened - a.opened || (a.member.userId < b.member.userId ? -1 : 1)),
  };
}

/** By step and whoever had it: each is one of these once, so that they can be added up either way. */
async function countSteps(
  tx: Tx,
  viewer: MemberViewer,
  sopId: string,
  { since, until, now }: Span,
): Promise<(Counted & { stepId: string; userId: string | null })[]> {
  const scope = customerScopeSql(viewer.scope, 'e.customer_id');
  const where = `s.sop_id = ? AND s.settled_at >= ? AND s.settled_at < ?${scope ? ` AND ${scope.sql}` : ''}`;
  const values: SqlValue[] = [sopId, since, until, ...(scope?.values ?? [])];
  const given = await select<Row>(
    tx,
    `SELECT s.step_id, COALESCE(t.assignee_user_id, m.user_id) AS user_id,
        ${count("s.state = 'skipped'")} AS skipped, ${count("s.state <> 'skipped'")} AS opened,
        ${count("t.status = 'done' OR m.outcome = 'sent'")} AS done, ${count("t.status = 'dismissed'")} AS dismissed,
        ${count("s.mass_message_id IS NOT NULL AND COALESCE(m.outcome, 'unknown') NOT IN ('sent', 'waiting')")} AS unsent,
        ${count("t.status = 'open' AND t.due_at < ?")} AS overdue
      FROM sop_step s JOIN sop_enrolment e ON e.id = s.enrolment_id LEFT JOIN task t ON t.id = s.task_id
      LEFT JOIN mass_message_customer m ON m.mass_message_id = s.mass_message_id AND m.customer_id = e.customer_id
      WHERE ${where} GROUP BY s.step_id, COALESCE(t.assignee_user_id, m.user_id)`,
    [now, ...values],
  );
  const sends = await select<Row>(
    tx,
    `SELECT s.step_id, t.assignee_user_id AS user_id, COUNT(DISTINCT t.id) AS sent,
        COUNT(DISTINCT CASE WHEN c.opened_at IS NOT NULL THEN t.id END) AS seen
      FROM sop_step s JOIN sop_enrolment e ON e.id = s.enrolment_id JOIN task t ON t.id = s.task_id
      JOIN content_send c ON c.task_id = t.id AND c.status = 'sent' AND c.link_key IS NOT NULL
      WHERE ${where} GROUP BY s.step_id, t.assignee_user_id`,
    values,
  );
  const keyOf = ({ step_id, user_id }: Row) => `${step_id} ${user_id ?? ''}`;
  const sendsOf = new Map(sends.map((row) => [keyOf(row), row]));
  return given.map((row) => {
    const [opened, done, dismissed, unsent] = [row.opened, row.done, row.dismissed, row.unsent].map(Number) as [
      number,
      number,
      number,
      number,
    ];
    const sent = sendsOf.get(keyOf(row));
    return {
      stepId: row.step_id,
      userId: row.user_id,
      opened,
      done,
      dismissed,
      unsent,
      open: opened - done - dismissed - unsent,
      overdue: Number(row.overdue),
      sent: Number(sent?.sent ?? 0),
      read: Number(sent?.seen ?? 0),
      skipped: Number(row.skipped),
    };
  });
}

/** Of steps that the newest version has no more the title that they had last. */
async function titlesOf(
  tx: Tx,
  { id, definition }: SopRow,
  stepIds: readonly string[],
): Promise<(stepId: string) => { title: string; isGone: boolean }> {
  const now = new Map(definition.steps.map((step) => [step.id, step.title]));
  const before = new Map<string, string>();
  if (stepIds.some((stepId) => !now.has(stepId)))
    for (const version of (await findRows(tx, SopVersionRow, { sopId: id })).toSorted((a, b) => a.version - b.version))
      for (const step of version.definition.steps) before.set(step.id, step.title);
  return (stepId) => ({ title: now.get(stepId) ?? before.get(stepId) ?? '已删除的步骤', isGone: !now.has(stepId) });
}

function add(one: Counted, other: Counted): Counted {
  const sum = { ...one };
  for (const name of Object.keys(NOTHING) as (keyof Counted)[]) sum[name] += other[name];
  return sum;
}

function figuresOf({ skipped: _, ...figures }: Counted): SopFigures {
  return figures;
}
