import { linkLateMessages } from '../../domains/chat/commands/link-late-messages.ts';
import { findSingle, linkConversation } from '../../domains/chat-archive/conversations.ts';
import { isAnythingUnlinked } from '../../domains/chat-archive/link-messages.ts';
import { customerArchived } from '../../domains/customer/events.ts';
import { enqueue } from '../../platform/delivery/command.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** Her messages may have come before herself, in her chat and in groups: from now on they are known to be hers. */
export const linkConversationToCustomer = scenario({
  name: 'link-conversation',
  on: customerArchived,
  async run(tx, event) {
    const { customerId, payload } = event;
    if (!customerId) return skipped('客户资料已删除');
    const { userId, externalUserId } = payload;
    const conversation = await findSingle(tx, { userId, externalUserId });
    if (conversation && conversation.customerId !== customerId) await linkConversation(tx, conversation.id, customerId);
    const person = { customerId, externalUserId, userId };
    if (!(await isAnythingUnlinked(tx, person))) return skipped('没有更早的聊天记录');
    await enqueue(tx, linkLateMessages(person));
    return done();
  },
});
