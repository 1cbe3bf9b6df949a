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
/** Somebody else answers for it now: it was handed over, or the assignee left (then nobody did it). */
export const taskHandedOver = eventType<TaskNews & { fromUserId: string }>('task.handed_over');
/** Long overdue: whoever answers for the assignee was told. */
export const taskEscalated = eventType<TaskNews & { toUserIds: string[] }>('task.escalated');
/** Somebody said something about it; the words are in the comment's row. */
export const taskCommented = eventType<TaskNews & { commentId: string }>('task.commented');
/** Reminders or digests are due. Recorded by the schedule only when there are any. */
export const taskRemindersDue = eventType<Record<string, never>>('task_reminder.due');
/** Working time or reminders were changed. */
export const taskSettingsChanged = eventType<{ version: number }>('task_settings.changed');
/** Work done with a customer was noted; the words are in the follow-up's row. */
export const followUpLogged = eventType<{
  followUpId: string;
  userId: string;
  nextAt: number | null;
  taskId: string | null;
}>('follow_up.logged');
