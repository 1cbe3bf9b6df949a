import { ActError } from '../acts/act-error.ts';
import { newMemberVersion, randomText } from '../ids.ts';
import type { Sandbox } from '../sandbox.ts';
import type { GroupMember } from '../world/group-types.ts';
import type { Customer, Member } from '../world/types.ts';
import { makeCustomer } from './generate.ts';

const mostGroups = 50_000;
const mostMembers = 5_000_000;
/** In so many groups is a made-up person, on average. */
const groupsPerPerson = 5;
const dayMs = 24 * 3_600_000;
const topics = ['福利', '新品', '答疑', '会员', '门店', '活动'];
const states = ['', '', 'poster', 'exhibition'];

/**
 * Makes up customer groups with about the same number of people each, `members` counting everybody in them. Customers there are
 * come first; where they are too few, people who are only in groups are made up. Nothing is told to the receiver.
 */
export function generateGroups(
  sandbox: Sandbox,
  groups: number,
  members: number,
): { groups: number; members: number; customers: number } {
  const { world } = sandbox;
  if (!Number.isInteger(groups) || groups < 0 || groups > mostGroups)
    throw new ActError('invalid', `群数应为 0 到 ${mostGroups}`, 'groups');
  if (!Number.isInteger(members) || members < groups || members > mostMembers)
    throw new ActError('invalid', `成员总数应不少于群数,且不超过 ${mostMembers}`, 'members');
  if (groups > 0 && Math.ceil(members / groups) > sandbox.limits.groupMembers)
    throw new ActError('invalid', `每群平均人数不能超过 ${sandbox.limits.groupMembers}`, 'members');
  if (groups === 0) return { groups: 0, members: 0, customers: 0 };
  const hosts = [...world.members.values()].filter((member) => sandbox.canReceive(member));
  if (hosts.length === 0) throw new ActError('conflict', '还没有可以当群主的成员,先生成成员', 'groups');
  const perGroup = Math.ceil(members / groups);
  const known = [...world.customers.values()];
  const wanted = Math.max(perGroup, Math.ceil(members / groupsPerPerson));
  const prefix = randomText(18);
  const people = known.concat(
    Array.from({ length: Math.max(0, wanted - known.length) }, (_, index) => makeCustomer(sandbox, prefix, index)),
  );
  let next = 0;
  for (let index = 0; index < groups; index += 1) {
    const size = Math.floor(members / groups) + (index < members % groups ? 1 : 0);
    const createdAt = sandbox.clock.now() - (index % 400) * dayMs - 3_600_000;
    const owner = hosts[index % hosts.length] as Member;
    const list: GroupMember[] = [ownerOf(owner, createdAt)];
    // People in a row, around the circle: nobody twice in one group.
    for (; list.length < size; next += 1)
      list.push(guest(people[next % people.length] as Customer, owner, createdAt, next));
    world.groups.put({
      chatId: `wr${prefix}${index.toString(36).padStart(12, '0')}`,
      seq: world.next('group'),
      openGid: `tG${prefix.slice(0, 14)}${index.toString(36).padStart(12, '0')}`,
      name: `${topics[index % topics.length] ?? '福利'}群${index + 1}`,
      owner: owner.userId,
      admins: [],
      notice: '',
      createdAt,
      status: 0,
      capacity: 0,
      version: newMemberVersion(),
      members: list,
      dismissed: false,
      welcomeTemplateId: '',
    });
  }
  return { groups, members, customers: people.length - known.length };
}

const ownerOf = (owner: Member, joinedAt: number): GroupMember => ({
  id: owner.userId,
  type: 1,
  joinedAt,
  joinScene: 1,
  inviter: '',
  state: '',
  nickname: '',
});

function guest(person: Customer, owner: Member, createdAt: number, index: number): GroupMember {
  const joinScene = ((index % 3) + 1) as 1 | 2 | 3;
  return {
    id: person.externalUserId,
    type: 2,
    joinedAt: createdAt + (index % 60) * 60_000,
    joinScene,
    inviter: joinScene === 3 ? '' : owner.userId,
    state: joinScene === 3 ? (states[index % states.length] ?? '') : '',
    nickname: '',
  };
}
