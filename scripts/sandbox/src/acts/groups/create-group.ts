import { nameOf } from '../../callback/callback-sentence.ts';
import { tellGroupCreated } from '../../callback/group-events.ts';
import { newChatId, newMemberVersion, newOpenGid } from '../../ids.ts';
import type { Sandbox } from '../../sandbox.ts';
import type { GroupChat, GroupMember } from '../../world/group-types.ts';
import type { Customer, Member } from '../../world/types.ts';
import { ActError } from '../act-error.ts';
import { replaceMembers } from './change-members.ts';
import { addGroupNotice } from './group-message.ts';
import { capacityOf, groupTitle } from './group-rules.ts';

interface NewGroup {
  owner: Member;
  name: string;
  members: Member[];
  customers: Customer[];
  capacity?: number;
}

/** A member makes a group of colleagues and own customers: one event, whoever is in it. */
export function createGroup(sandbox: Sandbox, input: NewGroup): { group: GroupChat; callbacks: string[] } {
  const { owner, members, customers } = input;
  for (const customer of customers) requireFriend(sandbox, owner, customer);
  const group = openGroup(sandbox, owner, input.name, input.capacity);
  const invited = [
    ...members
      .filter((member) => member.userId !== owner.userId)
      .map((member) => invitedBy(sandbox, owner, member.userId, 1)),
    ...customers.map((customer) => invitedBy(sandbox, owner, customer.externalUserId, 2)),
  ];
  if (invited.length >= capacityOf(sandbox, group)) throw new ActError('conflict', '人数超过群聊上限', 'customers');
  sandbox.world.groups.put(group);
  // The details follow the event: until then the owner stands there alone.
  if (invited.length > 0) replaceMembers(sandbox, group, [...group.members, ...invited]);
  const names = invited.map((member) => nameOf(sandbox.world, member.id)).join('、');
  addGroupNotice(sandbox, group, names ? `${owner.name}邀请${names}加入了群聊` : `${owner.name}创建了群聊`);
  const ids = group.members.map((member) => member.id);
  const text = `${owner.name} 建了客户群「${groupTitle(sandbox, group)}」`;
  sandbox.live.tell({ kind: 'group', chatId: group.chatId, change: 'created', by: 'member', ids, text });
  return { group, callbacks: tellGroupCreated(sandbox, group) };
}

/** A group with nobody but its owner, not yet remembered. */
export function openGroup(sandbox: Sandbox, owner: Member, name: string, capacity = 0): GroupChat {
  if (owner.status !== 1 || !owner.customerContact)
    throw new ActError('conflict', `${owner.name} 没有客户联系功能或未激活,不能建客户群`);
  const createdAt = sandbox.clock.now();
  return {
    chatId: newChatId(),
    seq: sandbox.world.next('group'),
    openGid: newOpenGid(),
    name,
    owner: owner.userId,
    admins: [],
    notice: '',
    createdAt,
    status: 0,
    capacity,
    version: newMemberVersion(),
    members: [{ id: owner.userId, type: 1, joinedAt: createdAt, joinScene: 1, inviter: '', state: '', nickname: '' }],
    dismissed: false,
    welcomeTemplateId: '',
  };
}

/** Customers are invited directly only by whom they have as a friend. */
export function requireFriend(sandbox: Sandbox, member: Member, customer: Customer): void {
  if (sandbox.world.relations.of(member.userId, customer.externalUserId)?.state !== 'friend')
    throw new ActError('conflict', `${customer.name} 不是 ${member.name} 的好友,不能直接拉进群`, 'customers');
}

function invitedBy(sandbox: Sandbox, inviter: Member, id: string, type: 1 | 2): GroupMember {
  const joinedAt = sandbox.clock.now();
  return { id, type, joinedAt, joinScene: 1, inviter: inviter.userId, state: '', nickname: '' };
}
