import { findMember } from '../../domains/corp/store.ts';
import { setOwner } from '../../domains/customer/decisions.ts';
import { findCustomer } from '../../domains/customer/store.ts';
import { groupMemberJoined } from '../../domains/group-chat/events.ts';
import { joinRulesFor } from '../../domains/group-chat/join-settings.ts';
import { findGroupChat, findGroupMember, nameOf } from '../../domains/group-chat/store.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** A customer whom nobody owns finds an owner by joining; whoever has one keeps her. */
export const routeCustomerOfGroup = scenario({
  name: 'route-customer-of-group',
  on: groupMemberJoined,
  concerns: ({ kind, viaSync }) => kind === 'external' && !viaSync,
  async run(tx, event, _facts, now) {
    const { chatId, memberId, state, inviterUserId } = event.payload;
    const { routeTo } = await joinRulesFor(tx, { chatId, state });
    if (!routeTo) return skipped('这个群没有设置分配负责人');
    const group = await findGroupChat(tx, chatId);
    if (!group || group.dismissedAt !== null) return skipped('群已解散');
    const member = await findGroupMember(tx, chatId, memberId);
    if (!member?.customerId) return skipped('还不是客户,成为客户时再分配');
    const customer = await findCustomer(tx, member.customerId);
    if (!customer) return skipped('客户资料已删除');
    if (customer.ownerUserId) return skipped('客户已经有负责人');
    const userId = routeTo === 'inviter' ? inviterUserId : group.ownerUserId;
    if (!userId) return skipped('没有邀请人');
    const owner = await findMember(tx, userId);
    if (owner?.status !== 'active') return skipped('要分配的人不在职');
    const who = routeTo === 'inviter' ? '邀请人' : '群主';
    await setOwner(tx, {
      customerId: customer.id,
      ownerUserId: owner.userId,
      reason: {
        rule: 'group_joined',
        sentence: `加入客户群「${nameOf(group)}」,按进群规则分给${who}${owner.name}`,
        facts: [{ label: '客户群', value: nameOf(group) }, ...(state ? [{ label: '进群码标识', value: state }] : [])],
        alternatives: [],
        decidedAt: now,
      },
      now,
    });
    return done();
  },
});
