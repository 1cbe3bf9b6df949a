/** Who gets a mass message from whom (doc 92135). */
import type { Sandbox } from '../sandbox.ts';
import type { Member, Relation } from '../world/types.ts';
import { memberInRange } from './external-contact.ts';
import { fail } from './errors.ts';
import type { Parameters } from './parameters.ts';

export const mostCustomers = 10_000;
export const mostGroups = 2_000;
const mostTagsInGroup = 100;

/** Codes the functions below may answer. */
export const massReceiverErrors = [41048, 41054, 50002, 60111, 84074] as const;

export interface MassReceivers {
  /** By sending member. */
  bySender: Map<string, string[]>;
  failed: string[];
}

/** Single chats: named customers, those with certain tags, or all of one member. */
export function findCustomerReceivers(sandbox: Sandbox, body: Parameters): MassReceivers {
  const named = body.texts('external_userid', { max: mostCustomers });
  const tagGroups = readTagFilter(body);
  const senderId = body.text('sender');
  if (!senderId && named.length === 0 && tagGroups.length === 0) fail(40063, 'sender, external_userid or tag_filter');
  const sender = senderId ? senderInRange(sandbox, senderId) : undefined;
  if (named.length > 0) return assign(sandbox, [...new Set(named)], sender);
  // A filter, or nothing but a sender: everybody who fits. The list of customers would win over the filter.
  const fitting = new Set<string>();
  const relations = sender ? sandbox.world.relations.byMember(sender.userId) : sandbox.world.relations.all();
  for (const relation of relations)
    if (relation.state === 'friend' && hasTags(relation, tagGroups)) fitting.add(relation.externalUserId);
  return { ...assign(sandbox, [...fitting], sender), failed: [] };
}

/** Customer groups of the sender: named ones, or all, of which she then picks. */
export function findGroupReceivers(sandbox: Sandbox, body: Parameters): MassReceivers & { named: boolean } {
  const sender = senderInRange(sandbox, body.required('sender'));
  const named = body.texts('chat_id_list', { max: mostGroups });
  const own = new Set<string>();
  for (const group of sandbox.world.groups.of(sender.userId)) if (group.owner === sender.userId) own.add(group.chatId);
  const wanted = named.length > 0 ? [...new Set(named)] : [...own];
  const possible = wanted.filter((chatId) => own.has(chatId));
  if (possible.length === 0) fail(41048);
  const failed = wanted.filter((chatId) => !own.has(chatId));
  return { bySender: new Map([[sender.userId, possible]]), failed, named: named.length > 0 };
}

function assign(sandbox: Sandbox, customers: string[], sender: Member | undefined): MassReceivers {
  const bySender = new Map<string, string[]>();
  const failed: string[] = [];
  for (const id of customers) {
    const by = sender ? reachOf(sandbox, sender, id) : lastToChat(sandbox, id);
    if (by === undefined) {
      failed.push(id);
      continue;
    }
    const list = bySender.get(by) ?? [];
    bySender.set(by, list);
    list.push(id);
  }
  if (bySender.size === 0) fail(41048);
  return { bySender, failed };
}

/** A customer who deleted the member can still be asked for; the sending then notes that she is no friend. */
const isReachable = (relation: Relation | undefined): boolean =>
  relation?.state === 'friend' || relation?.state === 'deleted_by_customer';

const reachOf = (sandbox: Sandbox, sender: Member, id: string): string | undefined =>
  isReachable(sandbox.world.relations.of(sender.userId, id)) ? sender.userId : undefined;

/** Of several followers the one who chatted with the customer last; where nobody did, who added her last. */
function lastToChat(sandbox: Sandbox, id: string): string | undefined {
  const { world } = sandbox;
  let best: { userId: string; chatted: number; addedAt: number } | undefined;
  for (const relation of world.relations.byCustomer(id)) {
    const member = world.member(relation.userId);
    if (!isReachable(relation) || !member || !maySend(sandbox, member)) continue;
    const chatted = world.chats.chat(relation.userId, id)?.messages.last()?.seq ?? 0;
    const { userId, addedAt } = relation;
    if (!best || chatted > best.chatted || (chatted === best.chatted && addedAt > best.addedAt))
      best = { userId, chatted, addedAt };
  }
  return best?.userId;
}

const maySend = (sandbox: Sandbox, member: Member): boolean =>
  member.status === 1 && member.customerContact && sandbox.isVisible(member);

export function senderInRange(sandbox: Sandbox, userId: string): Member {
  const member = memberInRange(sandbox, userId);
  if (member.status !== 1) fail(41054, userId);
  return member.customerContact ? member : fail(84074, userId);
}

/** One list of tags for each group of the filter. */
function readTagFilter(body: Parameters): string[][] {
  const groups = body.object('tag_filter')?.objects('group_list') ?? [];
  return groups.map((group) => group.texts('tag_list', { missing: 40063, max: mostTagsInGroup }));
}

/** One of each group. */
const hasTags = (relation: Relation, groups: string[][]): boolean =>
  groups.every((tags) => tags.some((tag) => relation.tags.includes(tag)));
