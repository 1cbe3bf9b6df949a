/** What an administrator does with members, departments and (as the sandbox's director) customers. */
import { tellAppEvent } from '../callback/events.ts';
import type { CustomerInput, MemberInput } from '../control/contract.ts';
import { newExternalUserId, newOpenId, newUnionId } from '../ids.ts';
import type { Sandbox } from '../sandbox.ts';
import { relationKey } from '../world/relation-store.ts';
import type { Customer, Member } from '../world/types.ts';
import { ActError } from './act-error.ts';
import { markOwnerLeft } from './groups/owner-left.ts';

/** In range and employed: what subscribe and unsubscribe are about (doc 90240). */
const isSubscribed = (sandbox: Sandbox, member: Member): boolean =>
  sandbox.isVisible(member) && (member.status === 1 || member.status === 4);

export function createMember(sandbox: Sandbox, input: MemberInput & { name: string }): Member {
  const { world } = sandbox;
  const userId = input.userId ?? `member${world.next('member')}`;
  if (!/^[\w.@-]{1,64}$/.test(userId))
    throw new ActError('invalid', '账号只能用字母、数字和 . _ - @,最长 64 位', 'userId');
  if (world.member(userId)) throw new ActError('conflict', `账号 ${userId} 已存在`, 'userId');
  const member: Member = {
    userId,
    name: input.name,
    alias: '',
    position: '',
    mobile: '',
    gender: 0,
    departments: [1],
    isLeader: false,
    status: 1,
    customerContact: true,
    consoleWelcome: '',
    archived: false,
    verified: true,
  };
  assign(sandbox, member, input);
  world.members.put(member);
  setVisible(sandbox, member, input.visible);
  sandbox.live.tell({ kind: 'member', userId, change: 'created', text: `新成员 ${member.name} 加入企业` });
  if (isSubscribed(sandbox, member)) tellAppEvent(sandbox, 'subscribe', member);
  return member;
}

export function editMember(sandbox: Sandbox, member: Member, input: MemberInput): Member {
  const before = isSubscribed(sandbox, member);
  const hadLeft = member.status === 5;
  assign(sandbox, member, input);
  sandbox.world.members.put(member);
  setVisible(sandbox, member, input.visible);
  const after = isSubscribed(sandbox, member);
  const left = member.status === 5 && !hadLeft;
  if (left) markOwnerLeft(sandbox, member.userId);
  sandbox.live.tell({
    kind: 'member',
    userId: member.userId,
    change: left ? 'left' : 'edited',
    text: left ? `${member.name} 退出了企业` : `成员 ${member.name} 的资料有变动`,
  });
  if (before !== after) tellAppEvent(sandbox, after ? 'subscribe' : 'unsubscribe', member);
  return member;
}

/** Removed by the administrator: the account is gone (60111), the customers stay behind without a follower. */
export function removeMember(sandbox: Sandbox, member: Member): void {
  const wasSubscribed = isSubscribed(sandbox, member);
  markOwnerLeft(sandbox, member.userId);
  sandbox.world.members.delete(member.userId.toLowerCase());
  for (const way of sandbox.world.contactWays.values()) {
    if (way.users.includes(member.userId))
      sandbox.world.contactWays.put({ ...way, users: way.users.filter((userId) => userId !== member.userId) });
  }
  sandbox.live.tell({
    kind: 'member',
    userId: member.userId,
    change: 'removed',
    text: `成员 ${member.name} 已从企业删除`,
  });
  if (wasSubscribed) tellAppEvent(sandbox, 'unsubscribe', member);
}

export function createCustomer(sandbox: Sandbox, input: CustomerInput & { name: string }): Customer {
  const type = input.type ?? 1;
  const externalUserId = input.externalUserId ?? newExternalUserId(type);
  if (!/^w[mo][\w-]{1,62}$/.test(externalUserId))
    throw new ActError('invalid', '外部联系人 ID 以 wm 或 wo 开头', 'externalUserId');
  if (sandbox.world.customers.has(externalUserId))
    throw new ActError('conflict', '外部联系人 ID 已存在', 'externalUserId');
  const customer: Customer = {
    externalUserId,
    name: input.name,
    type,
    gender: input.gender ?? 0,
    corpName: input.corpName ?? '',
    position: input.position ?? '',
    unionId: input.unionId ?? (type === 1 ? newUnionId() : ''),
    openId: newOpenId(),
    corpOpenId: newOpenId(),
  };
  sandbox.world.customers.put(customer);
  sandbox.live.tell({ kind: 'customer', externalUserId, change: 'created', text: `新的微信用户 ${customer.name}` });
  return customer;
}

export function editCustomer(sandbox: Sandbox, customer: Customer, input: CustomerInput): Customer {
  for (const name of ['name', 'gender', 'corpName', 'position', 'unionId'] as const) {
    if (input[name] !== undefined) Object.assign(customer, { [name]: input[name] });
  }
  sandbox.world.customers.put(customer);
  sandbox.live.tell({
    kind: 'customer',
    externalUserId: customer.externalUserId,
    change: 'edited',
    text: `微信用户 ${customer.name} 修改了资料`,
  });
  return customer;
}

/** As if the WeChat account were gone; nobody is told. */
export function removeCustomer(sandbox: Sandbox, customer: Customer): void {
  const { world } = sandbox;
  for (const relation of Array.from(world.relations.byCustomer(customer.externalUserId))) {
    world.relations.delete(relationKey(relation.userId, relation.externalUserId));
  }
  world.customers.delete(customer.externalUserId);
  sandbox.live.tell({
    kind: 'customer',
    externalUserId: customer.externalUserId,
    change: 'removed',
    text: `微信用户 ${customer.name} 注销了`,
  });
}

function assign(sandbox: Sandbox, member: Member, input: MemberInput): void {
  const { userId: _fixed, visible: _range, ...values } = input;
  for (const id of values.departments ?? []) {
    if (!sandbox.world.departments.has(String(id))) throw new ActError('invalid', `部门 ${id} 不存在`, 'departments');
  }
  if (values.status !== undefined && ![1, 2, 4, 5].includes(values.status))
    throw new ActError('invalid', '状态只能是 1、2、4、5', 'status');
  Object.assign(member, Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)));
}

function setVisible(sandbox: Sandbox, member: Member, visible: boolean | undefined): void {
  if (visible === undefined) return;
  const { settings } = sandbox;
  settings.hiddenMembers = settings.hiddenMembers.filter((userId) => userId !== member.userId);
  settings.visibleMembers = settings.visibleMembers.filter((userId) => userId !== member.userId);
  if (sandbox.isVisible(member) === visible) return;
  (visible ? settings.visibleMembers : settings.hiddenMembers).push(member.userId);
}
