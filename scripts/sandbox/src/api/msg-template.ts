import { createMassMessage } from '../acts/mass/create-mass-message.ts';
import { attachmentErrors, readAttachments } from './attachments.ts';
import type { Endpoint } from './endpoint.ts';
import { fail } from './errors.ts';
import { findCustomerReceivers, findGroupReceivers, massReceiverErrors } from './mass-receivers.ts';

/** doc 92135. Sends nothing: members get a task which they confirm in their client. */
export const addMsgTemplate: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/add_msg_template',
  doc: '92135',
  title: '创建企业群发',
  token: 'customer',
  errors: [...massReceiverErrors, ...attachmentErrors],
  handle({ sandbox, body }) {
    const chatType = body.text('chat_type') || 'single';
    if (chatType !== 'single' && chatType !== 'group') return fail(40035, 'chat_type');
    const text = body.object('text')?.text('content', { maxBytes: 4_000 }) ?? '';
    const attachments = body.list('attachments');
    if (!text && attachments.length === 0) fail(40063, 'text and attachments');
    const contents = readAttachments(sandbox, attachments);
    // Only for single chats; of groups the owner picks where none are named.
    const allowSelect = body.flag('allow_select', false);
    const found =
      chatType === 'single'
        ? { ...findCustomerReceivers(sandbox, body), allowSelect }
        : toPick(findGroupReceivers(sandbox, body));
    const { msgId } = createMassMessage(sandbox, {
      chatType,
      creator: '',
      text,
      attachments: attachments as Record<string, unknown>[],
      contents,
      allowSelect: found.allowSelect,
      receivers: found.bySender,
    });
    return { fail_list: found.failed, msgid: msgId };
  },
};

const toPick = <T extends { named: boolean }>(found: T): T & { allowSelect: boolean } => ({
  ...found,
  allowSelect: !found.named,
});
