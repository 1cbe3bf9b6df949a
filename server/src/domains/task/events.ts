import type { TaskKind } from '@zhike/shared/contracts/task';
import { eventType } from '../../platform/delivery/event.ts';

export interface TaskNews {
  taskId: string;
  kind: TaskKind;
  assigneeUserId: string;
  /** Who did it; null when it happened by itself. */
  byUserId: string | null;
}

export const taskOpened = eventType<TaskNews & { dueAt: number }>('task.opened');
export const taskDone = eventType<TaskNews>('task.done');
export const taskDismissed = eventType<TaskNews>('task.dismissed');
export const taskSnoozed = eventType<TaskNews & { until: number }>('task.snoozed');
export const taskReopened = eventType<TaskNews>('task.reopened');
/** The assignee left; somebody else answers for it now. */
export const taskHandedOver = eventType<TaskNews & { fromUserId: string }>('task.handed_over');
/** Work done with a customer was noted; the words are in the follow-up's row. */
export const followUpLogged = eventType<{
  followUpId: string;
  userId: string;
  nextAt: number | null;
  taskId: string | null;
}>('follow_up.logged');
