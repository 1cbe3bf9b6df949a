/** Who publishes a company moment, and for whom (visible_range, doc 95094). */
import type { Sandbox } from '../sandbox.ts';
import { withChildren } from '../sandbox.ts';
import type { Member } from '../world/types.ts';
import type { Parameters } from './parameters.ts';

const mostSenders = 100_000;

export interface MomentRange {
  customersBy: Map<string, string[]>;
  isPartly: boolean;
  invalidUsers: string[];
  invalidDepartments: number[];
  invalidTags: string[];
}

export function readMomentRange(sandbox: Sandbox, body: Parameters): MomentRange {
  const range = body.object('visible_range');
  const senders = range?.object('sender_list');
  const tags = range?.object('external_contact_list')?.texts('tag_list') ?? [];
  const users = senders?.texts('user_list', { max: mostSenders }) ?? [];
  const departments = senders?.ints('department_list') ?? [];
  const isKnownTag = (id: string): boolean => sandbox.world.tags.get(id)?.deleted === false;
  const visible = sandbox.visibleDepartments();
  const publishers = publishersOf(sandbox, users, departments);
  const isPartly = tags.length > 0;
  const wanted = new Set(tags.filter(isKnownTag));
  const customersBy = new Map<string, string[]>();
  for (const member of publishers) {
    const customers: string[] = [];
    for (const relation of sandbox.world.relations.byMember(member.userId)) {
      if (relation.state !== 'friend') continue;
      if (!isPartly || relation.tags.some((tag) => wanted.has(tag))) customers.push(relation.externalUserId);
    }
    // Where only certain customers may see it, whoever has none of them gets no task.
    if (!isPartly || customers.length > 0) customersBy.set(member.userId, customers);
  }
  return {
    customersBy,
    isPartly,
    invalidUsers: users.filter((userId) => !mayPublish(sandbox, sandbox.world.member(userId))),
    invalidDepartments: departments.filter((id) => !visible.has(id)),
    invalidTags: tags.filter((id) => !isKnownTag(id)),
  };
}

/** Named members and those of named departments; nobody named is everybody in range. */
function publishersOf(sandbox: Sandbox, users: string[], departments: number[]): Member[] {
  const everybody = users.length + departments.length === 0;
  const named = new Set(users.map((userId) => userId.toLowerCase()));
  const visible = sandbox.visibleDepartments();
  const within = withChildren(
    sandbox.world,
    departments.filter((id) => visible.has(id)),
  );
  return sandbox.world.members.filter(
    (member) =>
      mayPublish(sandbox, member) &&
      (everybody || named.has(member.userId.toLowerCase()) || member.departments.some((id) => within.has(id))),
  );
}

function mayPublish(sandbox: Sandbox, member: Member | undefined): member is Member {
  return member !== undefined && member.status === 1 && member.customerContact && sandbox.isVisible(member);
}
