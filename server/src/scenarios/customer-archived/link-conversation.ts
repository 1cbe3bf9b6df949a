import { findSingle, linkConversation } from '../../domains/chat-archive/conversations.ts';
import { customerArchived } from '../../domains/customer/events.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** Her messages may have come before herself: from now on they are known to be hers. */
export const linkConversationToCustomer = scenario({
  name: 'link-conversation',
  on: customerArchived,
  async run(tx, event) {
    if (!event.customerId) return skipped('客户资料已删除');
    const conversation = await findSingle(tx, event.payload);
    if (!conversation) return skipped('还没有聊天记录');
    if (conversation.customerId === event.customerId) return skipped('聊天记录已经关联');
    await linkConversation(tx, conversation.id, event.customerId);
    return done();
  },
});
