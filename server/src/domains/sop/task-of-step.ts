import type { NewTask } from '../task/store.ts';
import type { SopEnrolmentRow, SopRow } from './entity.ts';
import type { PlannedStep } from './plan.ts';

const HOUR = 3_600_000;

/** One task for each step of a customer, ever. */
export const sopTaskKey = (enrolmentId: string, stepId: string) => `sop:${enrolmentId}:${stepId}`;

/** What the rep is asked to do. @param now business time, ms */
export function taskOfStep(
  { name }: Pick<SopRow, 'name'>,
  { id, customerId }: Pick<SopEnrolmentRow, 'id' | 'customerId'>,
  { step }: PlannedStep,
  assigneeUserId: string,
  now: number,
): NewTask {
  const { deed, title, withinHours } = step;
  const note = deed.note.trim();
  return {
    kind: 'sop',
    title,
    reason: note ? `SOP「${name}」:${note}` : `SOP「${name}」`,
    customerId,
    assigneeUserId,
    dueAt: now + withinHours * HOUR,
    dedupeKey: sopTaskKey(id, step.id),
    now,
  };
}
