import { randomInt } from 'node:crypto';
import { membersOfWay } from '../api/contact-way.ts';
import type { Sandbox } from '../sandbox.ts';
import type { ContactWay, Customer, Member } from '../world/types.ts';
import { ActError } from './act-error.ts';
import { addFriend, addThroughOpenCode, type Added } from './friendship.ts';

export interface CodeReference {
  configId?: string;
  state?: string;
  scanUrl?: string;
}

/** The code a customer holds before her camera. */
export function findContactWay(sandbox: Sandbox, reference: CodeReference): ContactWay {
  const { contactWays } = sandbox.world;
  const scanned = reference.scanUrl ? /\/scan\/([0-9a-f]+)/.exec(reference.scanUrl)?.[1] : undefined;
  const configId = reference.configId ?? scanned;
  if (configId) return contactWays.get(configId) ?? gone();
  if (!reference.state) throw new ActError('invalid', '请选择要扫的码');
  const matching = contactWays.filter((way) => way.state === reference.state);
  return matching.sort((a, b) => b.seq - a.seq)[0] ?? gone();
}

/**
 * The member WeCom leads this customer to. With several members behind a code the documents only say that one of them is chosen;
 * here: an old friend among them first, else anyone by lot.
 */
export function chooseMember(sandbox: Sandbox, way: ContactWay, customer: Customer): Member {
  const { relations } = sandbox.world;
  const pool = membersOfWay(sandbox, way)
    .map((userId) => sandbox.world.member(userId))
    .filter((member) => sandbox.canReceive(member))
    .filter((member) => relations.byMember(member.userId).length < sandbox.limits.customersPerMember);
  if (pool.length === 0) throw new ActError('conflict', '这个活码暂时没有可接待的成员,请联系企业');
  const friend = pool.find((member) => relations.of(member.userId, customer.externalUserId)?.state === 'friend');
  const colleague =
    way.isExclusive && customer.type === 2
      ? pool.find((member) => servesCompany(sandbox, member, customer))
      : undefined;
  return friend ?? colleague ?? (pool[randomInt(pool.length)] as Member);
}

/** The customer scans a code and adds whom it leads to. */
export function scanContactWay(sandbox: Sandbox, way: ContactWay, customer: Customer, member: Member): Added {
  const request = { member, customer, addWay: 1, state: way.state, operUserId: customer.externalUserId };
  return way.skipVerify ? addThroughOpenCode(sandbox, request) : addFriend(sandbox, { ...request, mode: 'waiting' });
}

/** is_exclusive: customers of one external company are led to the same member (doc 92228). */
function servesCompany(sandbox: Sandbox, member: Member, customer: Customer): boolean {
  for (const relation of sandbox.world.relations.byMember(member.userId)) {
    const other = sandbox.world.customers.get(relation.externalUserId);
    if (other && other.corpName !== '' && other.corpName === customer.corpName) return true;
  }
  return false;
}

function gone(): never {
  throw new ActError('not_found', '二维码已失效:对应的联系我已被删除');
}
