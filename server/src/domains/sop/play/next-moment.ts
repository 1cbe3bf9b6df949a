import { inList, select } from '../../../platform/database/sql.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import type { SopEnrolmentRow } from '../entity.ts';
import { stepsOf } from '../store.ts';

/** A task of the way that somebody is still to be told of. */
export interface PlayedTask {
  id: string;
  title: string;
  assigneeUserId: string;
  status: 'open' | 'done' | 'dismissed';
  dueAt: number;
  remindAt: number | null;
  remindStep: 'before' | 'due' | 'escalate' | null;
}

/** The tasks that the steps of a customer's way became. */
export async function tasksOnTheWay(tx: Tx, enrolmentId: string): Promise<PlayedTask[]> {
  const taskIds = (await stepsOf(tx, [enrolmentId])).get(enrolmentId)!.flatMap(({ taskId }) => taskId ?? []);
  if (taskIds.length === 0) return [];
  const rows = await select<{
    id: string;
    title: string;
    assignee: string;
    status: PlayedTask['status'];
    due_at: number | string;
    remind_at: number | string | null;
    remind_step: PlayedTask['remindStep'];
  }>(
    tx,
    `SELECT id, title, assignee_user_id AS assignee, status, due_at, remind_at, remind_step FROM task WHERE id ${inList(taskIds)} ORDER BY id`,
    taskIds,
  );
  return rows.map(({ id, title, assignee, status, due_at: dueAt, remind_at: remindAt, remind_step: remindStep }) => ({
    id,
    title,
    assigneeUserId: assignee,
    status,
    dueAt: Number(dueAt),
    remindAt: remindAt === null ? null : Number(remindAt),
    remindStep,
  }));
}

/** When something happens next on a customer's way: a step is due, or somebody is reminded of one. Null: nothing will any more. */
export function nextMomentOf(
  { status, nextDueAt }: Pick<SopEnrolmentRow, 'status' | 'nextDueAt'>,
  tasks: readonly PlayedTask[],
): number | null {
  const moments = [
    ...(status === 'active' && nextDueAt !== null ? [nextDueAt] : []),
    ...tasks.flatMap((task) => (task.status === 'open' ? (task.remindAt ?? []) : [])),
  ];
  return moments.length > 0 ? Math.min(...moments) : null;
}
