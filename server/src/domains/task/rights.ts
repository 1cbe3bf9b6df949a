import type { MemberViewer } from '../corp/viewer.ts';
import type { TaskRow } from './entity.ts';
import { TaskNotYours } from './errors.ts';

/** The assignee and whoever wrote the task; admins, because somebody must be able to clean up. */
export function mayHandle(
  task: Pick<TaskRow, 'assigneeUserId' | 'createdBy'>,
  viewer: Pick<MemberViewer, 'userId' | 'role'>,
): boolean {
  return task.assigneeUserId === viewer.userId || task.createdBy === viewer.userId || viewer.role === 'admin';
}

export function requireHandling(
  task: Pick<TaskRow, 'id' | 'assigneeUserId' | 'createdBy'>,
  viewer: Pick<MemberViewer, 'userId' | 'role'>,
): void {
  if (!mayHandle(task, viewer)) throw new TaskNotYours({ taskId: task.id });
}
