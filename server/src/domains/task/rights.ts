import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { isVisible } from '../customer/scope.ts';
import type { TaskRow } from './entity.ts';
import { TaskNotFound, TaskNotYours } from './errors.ts';

type Viewer = Pick<MemberViewer, 'userId' | 'role'>;

/** The assignee and whoever wrote the task; admins, because somebody must be able to clean up. */
export function mayHandle(task: Pick<TaskRow, 'assigneeUserId' | 'createdBy'>, viewer: Viewer): boolean {
  return task.assigneeUserId === viewer.userId || task.createdBy === viewer.userId || viewer.role === 'admin';
}

export function requireHandling(task: Pick<TaskRow, 'id' | 'assigneeUserId' | 'createdBy'>, viewer: Viewer): void {
  if (!mayHandle(task, viewer)) throw new TaskNotYours({ taskId: task.id });
}

/** A manager or admin to whose people the assignee belongs. */
export async function isManagerOf(
  tx: Tx,
  task: Pick<TaskRow, 'assigneeUserId'>,
  viewer: MemberViewer,
): Promise<boolean> {
  if (viewer.scope.kind === 'all') return true;
  if (viewer.scope.kind === 'self' || viewer.scope.departmentIds.length === 0) return false;
  const rows = await select(
    tx,
    `SELECT 1 AS own FROM member_department WHERE user_id = ? AND department_id ${inList(viewer.scope.departmentIds)} LIMIT 1`,
    [task.assigneeUserId, ...viewer.scope.departmentIds],
  );
  return rows.length > 0;
}

/** Whoever handles it, answers for the assignee, or sees the customer. To others it is not there. */
export async function requireSeeing(tx: Tx, task: TaskRow, viewer: MemberViewer): Promise<void> {
  if (mayHandle(task, viewer) || (await isManagerOf(tx, task, viewer))) return;
  if (task.customerId !== null && (await isVisible(tx, viewer.scope, task.customerId))) return;
  throw new TaskNotFound({ taskId: task.id });
}

export async function mayHandOver(tx: Tx, task: TaskRow, viewer: MemberViewer): Promise<boolean> {
  return mayHandle(task, viewer) || (await isManagerOf(tx, task, viewer));
}
