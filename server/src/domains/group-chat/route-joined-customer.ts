import type { OwnerReason } from '@zhike/shared/contracts/customer';
import type { Tx } from '../../platform/database/tx.ts';
import { done, type Outcome, skipped } from '../../platform/delivery/scenario.ts';
import { findMember } from '../corp/store.ts';
import { setOwner } from '../customer/decisions.ts';
import type { CustomerRow } from '../customer/entity.ts';
import { findCustomer } from '../customer/store.ts';
import type { GroupMemberRow } from './entity.ts';
import type { GroupMemberJoined } from './events.ts';
import { joinRulesFor } from './join-settings.ts';
import { findGroupChat, findGroupMember, nameOf } from './store.ts';

/** Gives a customer of a group to whom the group's rules name; whoever had an owner when she joined keeps her. */
export async function routeJoinedCustomer(
  tx: Tx,
  { chatId, memberId, state, inviterUserId }: GroupMemberJoined,
  now: number,
): Promise<Outcome> {
  const { routeTo } = await joinRulesFor(tx, { chatId, state });
  if (!routeTo) return skipped('这个群没有设置分配负责人');
  const group = await findGroupChat(tx, chatId);
  if (!group || group.dismissedAt !== null) return skipped('群已解散');
  const member = await findGroupMember(tx, chatId, memberId);
  if (!member?.customerId) return skipped('还不是客户,成为客户时再分配');
  const customer = await findCustomer(tx, member.customerId);
  if (!customer) return skipped('客户资料已删除');
  const userId = routeTo === 'inviter' ? inviterUserId : group.ownerUserId;
  if (!userId) return skipped('没有邀请人');
  if (customer.ownerUserId === userId) return skipped('客户已经由要分配的人负责');
  if (customer.ownerUserId && !wasOwnedByDefaultSince(customer, member)) return skipped('客户已经有负责人');
  const owner = await findMember(tx, userId);
  if (owner?.status !== 'active') return skipped('要分配的人不在职');
  const who = routeTo === 'inviter' ? '邀请人' : '群主';
  const alternatives: OwnerReason['alternatives'] = customer.ownerUserId
    ? [{ userId: customer.ownerUserId, why: '进群后添加的员工,可以看到这位客户' }]
    : [];
  await setOwner(tx, {
    customerId: customer.id,
    ownerUserId: owner.userId,
    reason: {
      rule: 'group_joined',
      sentence: `加入客户群「${nameOf(group)}」,按进群规则分给${who}${owner.name}`,
      facts: [{ label: '客户群', value: nameOf(group) }, ...(state ? [{ label: '进群码标识', value: state }] : [])],
      alternatives,
      decidedAt: now,
    },
    now,
  });
  return done();
}

/** She was nobody's when she joined; that whoever she added afterwards owns her is only what happens without a rule. */
function wasOwnedByDefaultSince({ ownerReason }: CustomerRow, { joinedAt }: GroupMemberRow): boolean {
  return ownerReason?.rule === 'added_rep' && ownerReason.decidedAt >= joinedAt;
}
