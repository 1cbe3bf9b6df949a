import type { Dependencies } from '../../../dependencies.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { closeTask, findOpenTaskForUpdate } from '../../task/store.ts';
import { mayHandle } from '../../task/rights.ts';
import { settleSend, type SendOutcome } from '../sends.ts';

/** The client said what came of a sending. What was sent finishes the task it was sent for, if that is still open. */
export async function reportSend(
  { db, clock }: Pick<Dependencies, 'db' | 'clock'>,
  viewer: MemberViewer,
  sendId: string,
  outcome: SendOutcome,
): Promise<void> {
  const now = clock.now();
  await db.transaction(async (tx) => {
    const sent = await settleSend(tx, viewer, sendId, outcome, now);
    if (!sent?.taskId) return;
    const task = await findOpenTaskForUpdate(tx, sent.taskId);
    if (!task || !mayHandle(task, viewer)) return;
    await closeTask(tx, task, { status: 'done', result: null, byUserId: viewer.userId, now });
    await audit(tx, viewer, { action: 'task.complete', subject: { kind: 'task', id: task.id } });
  });
}
