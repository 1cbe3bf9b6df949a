import type { Dependencies } from '../../../dependencies.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { audit } from '../../audit/audit.ts';
import { findMember, listMemberIdsIn } from '../../corp/store.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { getVisibleCustomer } from '../../customer/scope.ts';
import type { TaskRow } from '../entity.ts';
import { AssigneeNotUsable, TimeNotAhead } from '../errors.ts';
import { getTask, openTask } from '../store.ts';

export interface TaskDraft {
  title: string;
  customerId?: string;
  assigneeUserId?: string;
  dueAt: number;
}

/** A member notes something to do for herself; a manager also for a member whose customers she sees. */
export async function createTask(
  { db, clock }: Pick<Dependencies, 'db' | 'clock'>,
  viewer: MemberViewer,
  draft: TaskDraft,
): Promise<TaskRow> {
  return db.transaction(async (tx) => {
    const now = clock.now();
    if (draft.dueAt <= now) throw new TimeNotAhead({ field: 'dueAt' });
    if (draft.customerId) await getVisibleCustomer(tx, viewer, draft.customerId);
    const assigneeUserId = draft.assigneeUserId ?? viewer.userId;
    if (!(await mayAssignTo(tx, viewer, assigneeUserId))) throw new AssigneeNotUsable({ userId: assigneeUserId });
    const taskId = await openTask(tx, {
      kind: 'other',
      title: draft.title,
      customerId: draft.customerId,
      assigneeUserId,
      dueAt: draft.dueAt,
      createdBy: viewer.userId,
      now,
    });
    await audit(tx, viewer, {
      action: 'task.create',
      subject: { kind: 'task', id: taskId! },
      after: { assigneeUserId, dueAt: draft.dueAt },
    });
    return getTask(tx, taskId!);
  });
}

async function mayAssignTo(tx: Tx, viewer: MemberViewer, userId: string): Promise<boolean> {
  if (userId === viewer.userId) return true;
  if (viewer.scope.kind === 'self') return false;
  if ((await findMember(tx, userId))?.status !== 'active') return false;
  return viewer.scope.kind === 'all' || (await listMemberIdsIn(tx, viewer.scope.departmentIds)).includes(userId);
}
