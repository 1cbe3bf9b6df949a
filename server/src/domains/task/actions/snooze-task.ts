import type { Dependencies } from '../../../dependencies.ts';
import { execute } from '../../../platform/database/sql.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import type { TaskRow } from '../entity.ts';
import { taskSnoozed } from '../events.ts';
import { requireHandling } from '../rights.ts';
import { decideSnooze } from '../rules.ts';
import { remindAnew } from '../reminder-store.ts';
import { getTask, getTaskForUpdate, historyOf } from '../store.ts';

/** Puts a task off until a moment ahead; the deadline stays known. */
export async function snoozeTask(
  { db, clock, config }: Pick<Dependencies, 'db' | 'clock' | 'config'>,
  viewer: MemberViewer,
  taskId: string,
  until: number,
): Promise<TaskRow> {
  return db.transaction(async (tx) => {
    const now = clock.now();
    const task = await getTaskForUpdate(tx, taskId);
    requireHandling(task, viewer);
    const { snoozedUntil, sortAt } = decideSnooze(task, until, now);
    await execute(tx, 'UPDATE task SET snoozed_until = ?, sort_at = ? WHERE id = ?', [snoozedUntil, sortAt, taskId]);
    await remindAnew(tx, { ...task, sortAt }, now, config.timeZone);
    await recordEvent(
      tx,
      taskSnoozed({
        occurredAt: now,
        customerId: task.customerId,
        memberUserId: task.assigneeUserId,
        subjects: historyOf(taskId),
        payload: { taskId, kind: task.kind, assigneeUserId: task.assigneeUserId, byUserId: viewer.userId, until },
      }),
    );
    await audit(tx, viewer, { action: 'task.snooze', subject: { kind: 'task', id: taskId }, after: { until } });
    return getTask(tx, taskId);
  });
}
