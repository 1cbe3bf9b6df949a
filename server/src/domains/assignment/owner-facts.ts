import { businessTime } from '../../platform/business-time.ts';
import { findRow } from '../../platform/database/find-row.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { countToday } from '../channel/additions.ts';
import { ChannelMemberRow, type ChannelRow } from '../channel/entity.ts';
import { codeFacts } from '../channel/steer.ts';
import { decideReceivers } from '../channel/rules/receivers.ts';
import { findChannelByState, listMembersOf } from '../channel/store.ts';
import { findMember } from '../corp/store.ts';
import { findCustomer, isLiveRelation, listRelations } from '../customer/store.ts';
import type { OwnerFacts, Rep } from './decide-owner.ts';

export interface Routed {
  customerId: string;
  userId: string;
  externalUserId: string;
  state: string | null;
  isReturning: boolean;
  viaSync: boolean;
  now: number;
  timeZone: string;
}

/** Everything `decideOwner` looks at; null when the customer is gone. */
export async function gatherOwnerFacts(tx: Tx, routed: Routed): Promise<OwnerFacts | null> {
  const { customerId, userId, externalUserId, state, isReturning, viaSync, now } = routed;
  const customer = await findCustomer(tx, customerId);
  if (!customer) return null;
  const relations = await listRelations(tx, customerId);
  const others = relations.filter((one) => isLiveRelation(one) && one.userId !== userId).reverse();
  const otherReps: Rep[] = [];
  for (const one of others) otherReps.push(await repOf(tx, one.userId));
  const channel = await findChannelByState(tx, state);
  const bond = relations.find((one) => one.userId === userId && one.externalUserId === externalUserId);
  return {
    added: await repOf(tx, userId, !viaSync),
    owner: customer.ownerUserId ? await repOf(tx, customer.ownerUserId) : null,
    ownerHandedOver: relations.some((one) => one.userId === customer.ownerUserId && one.status === 'transferred'),
    isReturning,
    otherReps,
    channel: channel && {
      name: channel.name,
      ...(await situationOf(tx, channel, userId, bond?.addedAt ?? now, routed.timeZone)),
    },
    viaSync,
    now,
  };
}

/**
 * A rep we have not seen yet (the first sync is under way) is taken for able to serve; so is one whom a customer has just added,
 * whatever we knew of her customer-contact function: WeCom has let it happen.
 */
async function repOf(tx: Tx, userId: string, justAdded = false): Promise<Rep> {
  const member = await findMember(tx, userId);
  return {
    userId,
    name: member?.name ?? userId,
    canServe: member ? member.status === 'active' && (member.isFollowUser || justAdded) : true,
  };
}

/** Was the rep on duty by the channel's timetable, and within her cap, when the customer added her? */
async function situationOf(tx: Tx, channel: ChannelRow, userId: string, addedAt: number, timeZone: string) {
  const time = businessTime(addedAt, timeZone);
  const member = await findRow(tx, ChannelMemberRow, { channelId: channel.id, userId });
  const cap = member?.dailyCap ?? null;
  const overCap = cap !== null && (await countToday(tx, channel.id, userId, time.date)) > cap;
  if (member?.isSpare) return { situation: 'spare' as const, overCap };
  // Without a timetable nobody is ever off duty, and a hundred reps need not be read.
  if (channel.duty.kind === 'always') return { situation: 'on_duty' as const, overCap };
  const { resting } = decideReceivers(codeFacts(channel, await listMembersOf(tx, [channel.id]), new Map()), time);
  const isOff = resting.some((one) => one.userId === userId && one.why === 'off_duty');
  return { situation: isOff ? ('off_duty' as const) : ('on_duty' as const), overCap };
}
