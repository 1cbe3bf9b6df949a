import { customerArchived } from '../../domains/customer/events.ts';
import { linkCustomer } from '../../domains/group-chat/stored-members.ts';
import { recountMembers } from '../../domains/group-chat/store.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** Who was only in our groups so far is a customer now: her memberships become hers. */
export const linkGroupMemberships = scenario({
  name: 'link-group-memberships',
  on: customerArchived,
  // A full reading of the groups follows the one of customers and links them itself.
  concerns: ({ viaSync }) => !viaSync,
  async run(tx, event, _facts, now) {
    const { customerId } = event;
    if (!customerId) return skipped('客户资料已删除');
    const chatIds = await linkCustomer(tx, { customerId, externalUserId: event.payload.externalUserId, now });
    if (chatIds.length === 0) return skipped('不在客户群里,或已经关联');
    for (const chatId of chatIds) await recountMembers(tx, chatId);
    return done();
  },
});
