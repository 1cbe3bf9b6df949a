import type { Tx } from '../../platform/database/tx.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { TaskClosed } from '../task/errors.ts';
import { requireHandling } from '../task/rights.ts';
import { getTask } from '../task/store.ts';
import { SendTaskOfOther } from './errors.ts';

/** Refuses a task that this sending cannot finish: closed, another's, or about somebody else. */
export async function requireTaskForSend(
  tx: Tx,
  viewer: MemberViewer,
  { taskId, to }: { taskId?: string; to: { customerId?: string; chatId?: string } },
): Promise<void> {
  if (!taskId) return;
  const task = await getTask(tx, taskId);
  requireHandling(task, viewer);
  if (task.status !== 'open') throw new TaskClosed({ taskId, status: task.status });
  const isOfCustomer = to.customerId !== undefined && task.customerId === to.customerId;
  const isOfChat = to.chatId !== undefined && task.chatId === to.chatId;
  if (!isOfCustomer && !isOfChat) throw new SendTaskOfOther({ taskId });
}
