import type { TaskView } from '@zhike/shared/contracts/task';
import { sayDelay, sayDue, sayTime } from '../../../shared/format/time.ts';

/** When a task is due, whether it is late, and whether it was put off. */
export function sayTaskTime(
  task: Pick<TaskView, 'status' | 'dueAt' | 'snoozedUntil' | 'closedAt'>,
  now: number,
): { text: string; isLate: boolean } {
  if (task.status !== 'open') {
    const done = task.status === 'done' ? '完成于' : '取消于';
    return { text: `${done} ${sayTime(task.closedAt ?? task.dueAt, now)}`, isLate: false };
  }
  if (task.snoozedUntil !== null && task.snoozedUntil > now) {
    return { text: `推迟到 ${sayDue(task.snoozedUntil, now)}`, isLate: false };
  }
  if (task.dueAt < now) return { text: `已逾期 ${sayDelay(now - task.dueAt)}`, isLate: true };
  return { text: sayDue(task.dueAt, now), isLate: false };
}
