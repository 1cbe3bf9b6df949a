import { getRow } from '../../../platform/database/find-row.ts';
import type { Dependencies } from '../../../dependencies.ts';
import { execute, insertRows } from '../../../platform/database/sql.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import { newId } from '../../../platform/id.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { getVisibleCustomer } from '../../customer/scope.ts';
import { FollowUpRow, type TaskRow } from '../entity.ts';
import { TimeNotAhead } from '../errors.ts';
import { followUpLogged } from '../events.ts';
import { closeTask, getTask, openTask, openTasksWith } from '../store.ts';

export interface FollowUpDraft {
  text: string;
  nextAt?: number;
  nextTitle?: string;
  idempotencyKey?: string;
}

/** A first contact and a planned follow-up are done by noting one; other tasks ask for more. */
const DONE_BY_FOLLOW_UP = ['first_follow_up', 'follow_up'] as const;

/** A member notes work done with a customer. What was to be followed up is done; a next date becomes the next task. */
export async function logFollowUp(
  { db, clock }: Pick<Dependencies, 'db' | 'clock'>,
  viewer: MemberViewer,
  customerId: string,
  draft: FollowUpDraft,
): Promise<{ followUp: FollowUpRow; task: TaskRow | null }> {
  return db.transaction(async (tx) => {
    const now = clock.now();
    await getVisibleCustomer(tx, viewer, customerId);
    if (draft.nextAt !== undefined && draft.nextAt <= now) throw new TimeNotAhead({ field: 'nextAt' });
    const id = newId();
    const idempotencyKey = draft.idempotencyKey ? `${viewer.userId}:${draft.idempotencyKey}` : null;
    const row = {
      id,
      customer_id: customerId,
      user_id: viewer.userId,
      text: draft.text,
      next_at: draft.nextAt ?? null,
      idempotency_key: idempotencyKey,
      created_at: now,
    };
    if ((await insertRows(tx, 'follow_up', [row], { ignoreDuplicates: idempotencyKey !== null })) === 0) {
      const sent = await getRow(tx, FollowUpRow, { idempotencyKey: idempotencyKey! });
      return { followUp: sent, task: sent.taskId ? await getTask(tx, sent.taskId) : null };
    }
    for (const task of await openTasksWith(tx, customerId, viewer.userId, DONE_BY_FOLLOW_UP)) {
      await closeTask(tx, task, { status: 'done', result: draft.text, byUserId: viewer.userId, now });
    }
    const taskId =
      draft.nextAt === undefined
        ? null
        : await openTask(tx, {
            kind: 'follow_up',
            title: draft.nextTitle ?? '继续跟进',
            reason: '上次跟进时约定的时间',
            customerId,
            assigneeUserId: viewer.userId,
            dueAt: draft.nextAt,
            createdBy: viewer.userId,
            now,
          });
    if (taskId) await execute(tx, 'UPDATE follow_up SET task_id = ? WHERE id = ?', [taskId, id]);
    await recordEvent(
      tx,
      followUpLogged({
        occurredAt: now,
        customerId,
        memberUserId: viewer.userId,
        payload: { followUpId: id, userId: viewer.userId, nextAt: draft.nextAt ?? null, taskId },
      }),
    );
    await audit(tx, viewer, {
      action: 'follow_up.log',
      subject: { kind: 'customer', id: customerId },
      after: { followUpId: id },
    });
    return { followUp: await getRow(tx, FollowUpRow, { id }), task: taskId ? await getTask(tx, taskId) : null };
  });
}
