import type { SopDefinition } from '@zhike/shared/contracts/sop';
import { execute, insertRows } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { finishEnrolment } from './end.ts';
import type { SopEnrolmentRow, SopStepRow } from './entity.ts';
import { type PlanCalendar, planSteps } from './plan.ts';

export interface NewPlan {
  definition: SopDefinition;
  version: number;
  startsAt: number;
}

/**
 * Puts a customer who is under way on another plan: what she has done stays done, what the new plan has in the past is left out, and who
 * has nothing ahead is at the end.
 */
export async function replan(
  tx: Tx,
  calendar: PlanCalendar,
  enrolment: SopEnrolmentRow,
  settled: readonly SopStepRow[],
  { definition, version, startsAt }: NewPlan,
  now: number,
): Promise<void> {
  const done = new Set(settled.map((row) => row.stepId));
  const left = planSteps(definition, startsAt, calendar).filter(({ step }) => !done.has(step.id));
  await insertRows(
    tx,
    'sop_step',
    left
      .filter(({ dueAt }) => dueAt < now)
      .map(({ step, dueAt }) => ({
        enrolment_id: enrolment.id,
        step_id: step.id,
        sop_id: enrolment.sopId,
        state: 'skipped',
        why: 'past',
        due_at: dueAt,
        settled_at: now,
      })),
    { ignoreDuplicates: true },
  );
  const next = left.find(({ dueAt }) => dueAt >= now);
  // Of two who end or move her at once, whoever ended her has the last word.
  const sql = "UPDATE sop_enrolment SET version = ?, starts_at = ?, next_due_at = ? WHERE id = ? AND status = 'active'";
  await execute(tx, sql, [version, startsAt, next?.dueAt ?? null, enrolment.id]);
  if (!next) await finishEnrolment(tx, enrolment, now);
}
