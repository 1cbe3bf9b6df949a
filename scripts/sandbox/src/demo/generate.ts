import { ActError } from '../acts/act-error.ts';
import { randomText } from '../ids.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Customer, Member, Relation } from '../world/types.ts';
import { personName, weChatName } from './names.ts';

const mostMembers = 5_000;
const mostRelations = 1_000_000;
const membersPerDepartment = 50;
const dayMs = 24 * 3_600_000;
/** Every so many relations one customer is shared with the next member. */
const sharedEvery = 20;

/**
 * Makes up members, customers and relations: for a full sync, a big list, a bench. Nothing is told to the receiver, as with people
 * who were there before the app was installed. Ids are counted, not drawn one by one: 100,000 take well under a second.
 */
export function generatePeople(
  sandbox: Sandbox,
  members: number,
  relations: number,
): { members: number; customers: number; relations: number } {
  if (!Number.isInteger(members) || members < 0 || members > mostMembers)
    throw new ActError('invalid', `成员数应为 0 到 ${mostMembers}`, 'members');
  if (!Number.isInteger(relations) || relations < 0 || relations > mostRelations)
    throw new ActError('invalid', `关系数应为 0 到 ${mostRelations}`, 'relations');
  const made = Array.from({ length: members }, (_, index) => makeMember(sandbox, index));
  const hosts =
    made.length > 0 ? made : [...sandbox.world.members.values()].filter((member) => sandbox.canReceive(member));
  if (relations > 0 && hosts.length === 0) throw new ActError('conflict', '还没有可以接待客户的成员', 'members');
  const tags = [...sandbox.world.tags.values()].filter((tag) => !tag.deleted).map((tag) => tag.id);
  const prefix = randomText(18);
  let customers = 0;
  let last: Customer | undefined;
  for (let index = 0; index < relations; index += 1) {
    const member = hosts[index % hosts.length] as Member;
    const shared =
      index % sharedEvery === sharedEvery - 1 &&
      last &&
      !sandbox.world.relations.of(member.userId, last.externalUserId);
    if (!shared) {
      last = makeCustomer(sandbox, prefix, index);
      customers += 1;
    }
    makeRelation(sandbox, member, last as Customer, index, tags);
  }
  return { members: made.length, customers, relations };
}

function makeMember(sandbox: Sandbox, index: number): Member {
  const { world } = sandbox;
  const departmentId = 1_000 + Math.floor(index / membersPerDepartment);
  if (!world.departments.has(String(departmentId))) {
    world.departments.put({
      id: departmentId,
      name: `销售${Math.floor(index / membersPerDepartment) + 1}组`,
      parentId: 1,
      order: 0,
    });
  }
  const number = world.next('generated_member');
  const member: Member = {
    userId: `rep${String(number).padStart(4, '0')}`,
    name: personName(number),
    alias: '',
    position: index % membersPerDepartment === 0 ? '组长' : '顾问',
    mobile: `139${String(10_000_000 + number).slice(-8)}`,
    gender: number % 2 === 0 ? 1 : 2,
    departments: [departmentId],
    isLeader: index % membersPerDepartment === 0,
    status: 1,
    customerContact: true,
    consoleWelcome: '',
    archived: false,
    verified: true,
  };
  return world.members.put(member);
}

/** Ids are counted behind a drawn prefix. */
export function makeCustomer(sandbox: Sandbox, prefix: string, index: number): Customer {
  const number = index.toString(36).padStart(12, '0');
  return sandbox.world.customers.put({
    externalUserId: `wm${prefix}${number}`,
    name: weChatName(index),
    type: 1,
    gender: (index % 3) as 0 | 1 | 2,
    corpName: '',
    position: '',
    unionId: `oU${prefix.slice(0, 14)}${number}`,
    openId: `oM${prefix.slice(0, 14)}${number}`,
    corpOpenId: `oC${prefix.slice(0, 14)}${number}`,
  });
}

function makeRelation(sandbox: Sandbox, member: Member, customer: Customer, index: number, tags: string[]): Relation {
  const tag = tags.length > 0 && index % 4 === 0 ? tags[(index / 4) % tags.length] : undefined;
  return sandbox.world.relations.put({
    seq: sandbox.world.next('relation'),
    userId: member.userId,
    externalUserId: customer.externalUserId,
    state: 'friend',
    remark: index % 5 === 0 ? `${customer.name}-${(index % 97) + 1}` : '',
    description: '',
    company: '',
    mobiles: [],
    remarkPicture: '',
    addedAt: sandbox.clock.now() - (1 + (index % 700)) * dayMs - (index % 1_440) * 60_000,
    addWay: [1, 1, 1, 3, 2, 4, 16][index % 7] ?? 1,
    channelState: '',
    operUserId: customer.externalUserId,
    tags: tag ? [tag] : [],
    privateTags: [],
    consent: 'none',
    consentAt: 0,
    transfers: [],
  });
}
