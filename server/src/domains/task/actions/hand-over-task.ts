import type { Dependencies } from '../../../dependencies.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { DomainError } from '../../../platform/errors.ts';
import { audit } from '../../audit/audit.ts';
import { findViewer } from '../../corp/store.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { isVisible } from '../../customer/scope.ts';
import { notify } from '../../notice/notify.ts';
import { insertComment } from '../comment-store.ts';
import type { TaskRow } from '../entity.ts';
import { AlreadyTheirs, AssigneeNotUsable, CustomerNotVisibleToReceiver, TaskNotYours } from '../errors.ts';
import { linkOf } from '../remind.ts';
import { isManagerOf, mayHandOver, requireSeeing } from '../rights.ts';
import { decideClose } from '../rules.ts';
import { getTask, getTaskForUpdate, giveTaskTo } from '../store.ts';

type Needs = Pick<Dependencies, 'db' | 'clock' | 'config'>;

export interface HandOver {
  toUserId: string;
  note?: string;
  /** A manager hands over although the receiver may not open the customer: she sees title and name, no more. */
  evenUnseen: boolean;
}

/** Gives an open task to another member. The note becomes a comment; the receiver is told, and so is whoever had it. */
export async function handOverTask(
  deps: Needs,
  viewer: MemberViewer,
  taskId: string,
  handOver: HandOver,
): Promise<TaskRow> {
  return deps.db.transaction(async (tx) => {
    const receiver = await getReceiver(tx, deps, handOver.toUserId);
    const task = await giveOne(tx, deps, viewer, taskId, { ...handOver, receiver });
    if (receiver.userId !== viewer.userId)
      await notify(tx, receiver.userId, {
        kind: 'task_handover',
        name: task.title,
        title: `${viewer.name}把一项待办转交给你`,
        text: `「${task.title}」${handOver.note ? ',附有说明' : ''}`,
        link: linkOf(taskId),
      });
    return getTask(tx, taskId);
  });
}

/** The same for many at once: those that cannot go stay and say why. The receiver is told once. */
export async function handOverTasks(
  deps: Needs,
  viewer: MemberViewer,
  taskIds: readonly string[],
  handOver: HandOver,
): Promise<{ moved: number; refused: { taskId: string; code: string }[] }> {
  return deps.db.transaction(async (tx) => {
    const receiver = await getReceiver(tx, deps, handOver.toUserId);
    const moved: TaskRow[] = [];
    const refused: { taskId: string; code: string }[] = [];
    // In one order everywhere, so that two managers never wait for each other.
    for (const taskId of [...new Set(taskIds)].sort()) {
      try {
        moved.push(await giveOne(tx, deps, viewer, taskId, { ...handOver, receiver }));
      } catch (error) {
        // Decided before anything of this task was written.
        if (!(error instanceof DomainError)) throw error;
        refused.push({ taskId, code: error.code });
      }
    }
    const [first] = moved;
    if (first && receiver.userId !== viewer.userId)
      await notify(tx, receiver.userId, {
        kind: 'task_handover',
        name: first.title,
        title: `${viewer.name}把 ${moved.length} 项待办转交给你`,
        text: `「${first.title}」${moved.length > 1 ? '等' : ''}${handOver.note ? ',附有说明' : ''}`,
      });
    return { moved: moved.length, refused };
  });
}

type Receiver = Omit<MemberViewer, 'sessionId'>;

async function getReceiver(tx: Tx, { config }: Needs, userId: string): Promise<Receiver> {
  const receiver = await findViewer(tx, userId, config.adminUserIds);
  if (!receiver) throw new AssigneeNotUsable({ userId });
  return receiver;
}

async function giveOne(
  tx: Tx,
  { clock, config }: Needs,
  viewer: MemberViewer,
  taskId: string,
  { receiver, note, evenUnseen }: HandOver & { receiver: Receiver },
): Promise<TaskRow> {
  const now = clock.now();
  const task = await getTaskForUpdate(tx, taskId);
  await requireSeeing(tx, task, viewer);
  if (!(await mayHandOver(tx, task, viewer))) throw new TaskNotYours({ taskId });
  decideClose(task);
  if (task.assigneeUserId === receiver.userId) throw new AlreadyTheirs({ userId: receiver.userId });
  const isForced = evenUnseen && (await isManagerOf(tx, task, viewer));
  if (!isForced && task.customerId !== null && !(await isVisible(tx, receiver.scope, task.customerId)))
    throw new CustomerNotVisibleToReceiver({ userId: receiver.userId });
  await giveTaskTo(tx, task, {
    toUserId: receiver.userId,
    byUserId: viewer.userId,
    now,
    timeZone: config.timeZone,
  });
  if (note) await insertComment(tx, { taskId, userId: viewer.userId, text: note, now });
  await audit(tx, viewer, {
    action: 'task.hand_over',
    subject: { kind: 'task', id: taskId },
    before: { assigneeUserId: task.assigneeUserId },
    after: { assigneeUserId: receiver.userId },
  });
  return task;
}
