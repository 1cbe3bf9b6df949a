import type { UndoResult } from '../../engines/rules/registry.ts';
import { findRow } from '../../platform/database/find-row.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { TaskRow } from '../task/entity.ts';
import { closeTask } from '../task/store.ts';
import { stopEnrolment } from './end.ts';
import { SopEnrolmentRow } from './entity.ts';
import { stepsOf } from './store.ts';

/**
 * Takes an enrolment back while nobody has done anything for it: what is open for a rep goes away, and no step follows. Once a step was
 * finished the customer has heard of it, and her way is left as it is.
 */
export async function takeBack(
  tx: Tx,
  enrolmentId: string,
  { userId, now }: { userId: string; now: number },
): Promise<UndoResult> {
  const enrolment = await findRow(tx, SopEnrolmentRow, { id: enrolmentId }, { lock: true });
  if (!enrolment || enrolment.status === 'stopped') return { outcome: 'kept', why: 'automation.changed_since' };
  const steps = (await stepsOf(tx, [enrolmentId])).get(enrolmentId)!;
  if (steps.some(({ massMessageId }) => massMessageId !== null)) return { outcome: 'kept', why: 'sop.work_done' };
  const tasks: TaskRow[] = [];
  // Locked, so that what a rep finishes at this moment counts as finished.
  for (const { taskId: id } of steps) {
    const task = id === null ? null : await findRow(tx, TaskRow, { id }, { lock: true });
    if (task) tasks.push(task);
  }
  if (tasks.some(({ status }) => status === 'done')) return { outcome: 'kept', why: 'sop.work_done' };
  for (const task of tasks)
    if (task.status === 'open')
      await closeTask(tx, task, { status: 'dismissed', result: '加入 SOP 已撤回', byUserId: userId, now });
  await stopEnrolment(tx, enrolment, { reason: 'taken_back', byUserId: userId, now });
  return { outcome: 'undone' };
}
