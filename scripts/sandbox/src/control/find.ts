import { ActError } from '../acts/act-error.ts';
import type { Sandbox } from '../sandbox.ts';
import type { GroupChat } from '../world/group-types.ts';
import type { Customer, Department, Member } from '../world/types.ts';

export function findMember(sandbox: Sandbox, userId: string): Member {
  const member = sandbox.world.member(userId);
  if (!member) throw new ActError('not_found', `没有成员 ${userId}`);
  return member;
}

export function findCustomer(sandbox: Sandbox, externalUserId: string): Customer {
  const customer = sandbox.world.customers.get(externalUserId);
  if (!customer) throw new ActError('not_found', `没有微信用户 ${externalUserId}`);
  return customer;
}

export function findDepartment(sandbox: Sandbox, id: string): Department {
  const department = sandbox.world.departments.get(id);
  if (!department) throw new ActError('not_found', `没有部门 ${id}`);
  return department;
}

export function findGroup(sandbox: Sandbox, chatId: string): GroupChat {
  const group = sandbox.world.groups.get(chatId);
  if (!group) throw new ActError('not_found', `没有客户群 ${chatId}`);
  return group;
}

/** Somebody who can be in a group, by the id as it is written in the books. */
export function findPerson(sandbox: Sandbox, id: string): string {
  const { world } = sandbox;
  const known = world.member(id)?.userId ?? world.customers.get(id)?.externalUserId;
  if (known === undefined) throw new ActError('not_found', `没有成员或微信用户 ${id}`);
  return known;
}
