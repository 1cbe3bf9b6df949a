import type { Dependencies } from '../../../dependencies.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import type { TaskRow } from '../entity.ts';
import { requireHandling } from '../rights.ts';
import { decideClose } from '../rules.ts';
import { closeTask, getTask, getTaskForUpdate } from '../store.ts';

/** A member says that a task is done, or that it need not be done any more. */
export async function closeTaskAsMember(
  { db, clock }: Pick<Dependencies, 'db' | 'clock'>,
  viewer: MemberViewer,
  taskId: string,
  change: { status: 'done' | 'dismissed'; result?: string },
): Promise<TaskRow> {
  return db.transaction(async (tx) => {
    const task = await getTaskForUpdate(tx, taskId);
    requireHandling(task, viewer);
    decideClose(task);
    await closeTask(tx, task, {
      status: change.status,
      result: change.result || null,
      byUserId: viewer.userId,
      now: clock.now(),
    });
    await audit(tx, viewer, {
      action: change.status === 'done' ? 'task.complete' : 'task.dismiss',
      subject: { kind: 'task', id: taskId },
    });
    return getTask(tx, taskId);
  });
}
