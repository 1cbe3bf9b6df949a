import type { ChatMessage } from '@zhike/shared/contracts/material-send';
import { fillScript } from '@zhike/shared/formulas/script-text';
import type { Dependencies } from '../../../dependencies.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { getTarget, type SendRequest } from '../../material/actions/prepare-send.ts';
import { scriptValuesFor } from '../../material/script-values.ts';
import { requireTaskForSend } from '../../material/send-task.ts';
import { findSendByKey, insertSend } from '../../material/sends.ts';
import { getScriptFor } from '../store.ts';

/**
 * Prepares the words of a script for an open chat: a row, and what to hand to `sendChatMessage`. `text`: as the rep changed them; nothing
 * is filled in there any more, because she has read what she sends. The same key prepares the same sending, with the words of now.
 */
export async function prepareScriptSend(
  { db, clock, config }: Pick<Dependencies, 'db' | 'clock' | 'config'>,
  viewer: MemberViewer,
  scriptId: string,
  { text, ...request }: Omit<SendRequest, 'way'> & { text?: string },
): Promise<{ sendId: string; message: ChatMessage }> {
  const now = clock.now();
  const { customer } = await getTarget(db.read, viewer, request.to);
  return db.transaction(async (tx) => {
    const script = await getScriptFor(tx, viewer, scriptId);
    const given = { ...request, scriptId, materialId: null, materialVersion: null, way: 'text' as const };
    const before = await findSendByKey(tx, viewer, given);
    if (!before) await requireTaskForSend(tx, viewer, request);
    const send = before ?? (await insertSend(tx, viewer, given, now)) ?? (await findSendByKey(tx, viewer, given));
    if (!send) throw new Error('a sending is gone that was there a moment ago');
    const values = await scriptValuesFor(tx, viewer.userId, customer, { now, timeZone: config.timeZone });
    return {
      sendId: send.id,
      message: { msgtype: 'text', text: { content: text ?? fillScript(script.text, values) } },
    };
  });
}
