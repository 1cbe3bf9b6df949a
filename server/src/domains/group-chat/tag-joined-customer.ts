import type { Tx } from '../../platform/database/tx.ts';
import { done, type Outcome, skipped } from '../../platform/delivery/scenario.ts';
import { usableTagIds } from '../channel/store.ts';
import { findCustomer } from '../customer/store.ts';
import { applyTags } from '../customer/tags.ts';
import type { GroupMemberJoined } from './events.ts';
import { joinRulesFor } from './join-settings.ts';
import { findGroupMember } from './store.ts';

/** Gives a customer the tags of the group she joined; WeCom hears of them on the relation of whoever brought her, if there is one. */
export async function tagJoinedCustomer(
  tx: Tx,
  { chatId, memberId, state, inviterUserId }: GroupMemberJoined,
  now: number,
): Promise<Outcome> {
  const { tagIds } = await joinRulesFor(tx, { chatId, state });
  if (tagIds.length === 0) return skipped('这个群没有设置进群标签');
  const member = await findGroupMember(tx, chatId, memberId);
  if (!member?.customerId) return skipped('还不是客户,成为客户后再打标签');
  if (!(await findCustomer(tx, member.customerId))) return skipped('客户资料已删除');
  const usable = await usableTagIds(tx, tagIds);
  if (usable.length === 0) return skipped('设置的标签都已被删除');
  const { added } = await applyTags(tx, {
    customerId: member.customerId,
    tagIds: usable,
    origin: { kind: 'rule', ref: chatId },
    userId: inviterUserId,
    now,
  });
  return added.length > 0 ? done() : skipped('客户已经有这些标签');
}
