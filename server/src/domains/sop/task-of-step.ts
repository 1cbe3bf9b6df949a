import type { SopDeed } from '@zhike/shared/contracts/sop';
import type { TaskAction } from '@zhike/shared/contracts/task';
import type { NewTask } from '../task/store.ts';
import type { SopEnrolmentRow, SopRow } from './entity.ts';
import type { PlannedStep } from './plan.ts';

const HOUR = 3_600_000;

/** One task for each step of a customer, ever. */
export const sopTaskKey = (enrolmentId: string, stepId: string) => `sop:${enrolmentId}:${stepId}`;

/** What the rep finishes it by, beside the chat. */
function actionOf(deed: SopDeed): TaskAction | null {
  if (deed.kind === 'send') return { kind: 'send', materialIds: deed.materialIds, scriptId: deed.scriptId };
  return deed.kind === 'call' ? { kind: 'call' } : null;
}

/** What the rep is asked to do. @param now business time, ms @param instead why it does not go out as a mass message */
export function taskOfStep(
  { name }: Pick<SopRow, 'name'>,
  { id, customerId }: Pick<SopEnrolmentRow, 'id' | 'customerId'>,
  { step }: PlannedStep,
  assigneeUserId: string,
  now: number,
  instead?: string,
): NewTask {
  const { deed, title, withinHours } = step;
  const note = deed.note.trim();
  return {
    kind: 'sop',
    title,
    reason: [note ? `SOP「${name}」:${note}` : `SOP「${name}」`, instead].filter(Boolean).join(' · '),
    customerId,
    assigneeUserId,
    dueAt: now + withinHours * HOUR,
    action: actionOf(deed),
    dedupeKey: sopTaskKey(id, step.id),
    now,
  };
}
