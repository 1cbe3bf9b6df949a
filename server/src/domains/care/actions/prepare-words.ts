import type { ChatMessage } from '@zhike/shared/contracts/material-send';
import { fillScript } from '@zhike/shared/formulas/script-text';
import type { Dependencies } from '../../../dependencies.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import type { CustomerRow } from '../../customer/entity.ts';
import { getVisibleCustomer } from '../../customer/scope.ts';
import { scriptValuesFor } from '../../material/script-values.ts';
import { requireTaskForSend } from '../../material/send-task.ts';
import { findSendByKey, insertSend } from '../../material/sends.ts';
import { getTask } from '../../task/store.ts';
import { TaskHasNoWords } from '../errors.ts';

type Needs = Pick<Dependencies, 'db' | 'clock' | 'config'>;

/** The words of a task as its customer would read them now. */
export async function readWords({ db, clock, config }: Needs, viewer: MemberViewer, taskId: string): Promise<string> {
  const { text, customer } = await wordsOf(db.read, viewer, taskId);
  const moment = { now: clock.now(), timeZone: config.timeZone };
  return fillScript(text, await scriptValuesFor(db.read, viewer.userId, customer, moment));
}

/**
 * Prepares the words of a task for the chat with its customer: a row, and what to hand to `sendChatMessage`. `text`: as the rep changed
 * them; nothing is filled in there any more. The same key prepares the same sending.
 */
export async function prepareWords(
  deps: Needs,
  viewer: MemberViewer,
  taskId: string,
  { text: changed, isLast, idempotencyKey }: { text?: string; isLast: boolean; idempotencyKey: string },
): Promise<{ sendId: string; message: ChatMessage }> {
  const now = deps.clock.now();
  return deps.db.transaction(async (tx) => {
    const { text, customer } = await wordsOf(tx, viewer, taskId);
    const given = {
      to: { customerId: customer.id },
      materialId: null,
      materialVersion: null,
      scriptId: null,
      way: 'text' as const,
      taskId: isLast ? taskId : null,
      idempotencyKey,
    };
    const before = await findSendByKey(tx, viewer, given);
    if (!before) await requireTaskForSend(tx, viewer, { ...given, taskId });
    const send = before ?? (await insertSend(tx, viewer, given, now)) ?? (await findSendByKey(tx, viewer, given));
    if (!send) throw new Error('a sending is gone that was there a moment ago');
    const values = await scriptValuesFor(tx, viewer.userId, customer, { now, timeZone: deps.config.timeZone });
    return { sendId: send.id, message: { msgtype: 'text', text: { content: changed ?? fillScript(text, values) } } };
  });
}

async function wordsOf(tx: Tx, viewer: MemberViewer, taskId: string): Promise<{ text: string; customer: CustomerRow }> {
  const { action, customerId } = await getTask(tx, taskId);
  const customer = customerId === null ? null : await getVisibleCustomer(tx, viewer, customerId);
  const text = action?.kind === 'send' ? action.text : undefined;
  if (!text || !customer) throw new TaskHasNoWords({ taskId });
  return { text, customer };
}
