import type { Dependencies } from '../../../dependencies.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { notify } from '../../notice/notify.ts';
import { insertComment } from '../comment-store.ts';
import type { TaskRow } from '../entity.ts';
import { taskCommented } from '../events.ts';
import { linkOf } from '../remind.ts';
import { requireSeeing } from '../rights.ts';
import { getTask, historyOf } from '../store.ts';

/** A member says something about a task. Assignee and writer are told, unless they say it themselves; what was said is read on the page. */
export async function commentTask(
  { db, clock }: Pick<Dependencies, 'db' | 'clock'>,
  viewer: MemberViewer,
  taskId: string,
  comment: { text: string; idempotencyKey?: string },
): Promise<TaskRow> {
  return db.transaction(async (tx) => {
    const now = clock.now();
    const task = await getTask(tx, taskId);
    await requireSeeing(tx, task, viewer);
    const commentId = await insertComment(tx, { taskId, userId: viewer.userId, now, ...comment });
    if (!commentId) return task;
    const { kind, assigneeUserId, createdBy, title } = task;
    await recordEvent(
      tx,
      taskCommented({
        occurredAt: now,
        customerId: task.customerId,
        memberUserId: task.assigneeUserId,
        subjects: historyOf(taskId),
        payload: { taskId, kind, assigneeUserId, byUserId: viewer.userId, commentId },
      }),
    );
    await audit(tx, viewer, { action: 'task.comment', subject: { kind: 'task', id: taskId }, after: { commentId } });
    for (const userId of new Set([assigneeUserId, createdBy ?? assigneeUserId])) {
      if (userId === viewer.userId) continue;
      await notify(tx, userId, {
        kind: 'task_comment',
        name: title,
        title: `${viewer.name}评论了待办`,
        text: `「${title}」`,
        link: linkOf(taskId),
      });
    }
    return task;
  });
}
