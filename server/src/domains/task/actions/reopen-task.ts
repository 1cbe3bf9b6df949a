import type { Dependencies } from '../../../dependencies.ts';
import { execute } from '../../../platform/database/sql.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import type { TaskRow } from '../entity.ts';
import { taskReopened } from '../events.ts';
import { requireHandling } from '../rights.ts';
import { decideReopen } from '../rules.ts';
import { remindAnew } from '../reminder-store.ts';
import { getTask, getTaskForUpdate, historyOf } from '../store.ts';

/** Takes a closing back: the task is open again as it was. */
export async function reopenTask(
  { db, clock, config }: Pick<Dependencies, 'db' | 'clock' | 'config'>,
  viewer: MemberViewer,
  taskId: string,
): Promise<TaskRow> {
  return db.transaction(async (tx) => {
    const now = clock.now();
    const task = await getTaskForUpdate(tx, taskId);
    requireHandling(task, viewer);
    decideReopen(task);
    await execute(
      tx,
      "UPDATE task SET status = 'open', closed_at = NULL, closed_by = NULL, result = NULL WHERE id = ?",
      [taskId],
    );
    await remindAnew(tx, task, now, config.timeZone);
    const payload = { taskId, kind: task.kind, assigneeUserId: task.assigneeUserId, byUserId: viewer.userId };
    await recordEvent(
      tx,
      taskReopened({
        occurredAt: now,
        customerId: task.customerId,
        memberUserId: task.assigneeUserId,
        subjects: historyOf(taskId),
        payload,
      }),
    );
    await audit(tx, viewer, { action: 'task.reopen', subject: { kind: 'task', id: taskId } });
    return getTask(tx, taskId);
  });
}
