import type { Receivers } from '@zhike/shared/contracts/channel';
import { businessTime } from '../../platform/business-time.ts';
import { enqueue } from '../../platform/delivery/command.ts';
import { recordEvent } from '../../platform/delivery/event.ts';
import { select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { addedByMember } from './additions.ts';
import { updateContactWay } from './commands/update-contact-way.ts';
import type { ChannelMemberRow, ChannelRow } from './entity.ts';
import { channelSteered, channelUnattended } from './events.ts';
import { type CodeFacts, decideReceivers, nextChangeAt, sameList } from './rules/receivers.ts';
import { findChannelForUpdate, listMembersOf, saveReceivers } from './store.ts';

export interface Moment {
  /** Business time, epoch ms. */
  now: number;
  timeZone: string;
}

/**
 * Decides who receives on a code now and, when that differs from what WeCom was told, tells it through the outbox.
 * @param options.tellAnyway WeCom must hear of it although the receivers are the same: name or confirmation changed, or a call was lost
 */
export async function steerChannel(
  tx: Tx,
  channelId: string,
  moment: Moment,
  options: { tellAnyway?: boolean } = {},
): Promise<void> {
  const channel = await findChannelForUpdate(tx, channelId);
  if (!channel || channel.status === 'deleted') return;
  const { receivers, nextAt } = await decideFor(tx, channel, moment);
  await saveReceivers(tx, channelId, receivers, nextAt);
  const wasUnattended = channel.receivers.why === 'unattended';
  if (receivers.why === 'unattended') {
    // WeCom takes no empty list: whoever is on the code there stays, and people are told.
    if (!wasUnattended) await recordEvent(tx, channelUnattended({ occurredAt: moment.now, payload: { channelId } }));
    return;
  }
  const changed = !sameList(receivers, channel.receivers);
  if (changed && channel.configId) {
    const payload = { channelId, userIds: receivers.userIds, why: receivers.why };
    await recordEvent(tx, channelSteered({ occurredAt: moment.now, payload }));
  }
  if (channel.configId && (changed || options.tellAnyway)) await enqueue(tx, updateContactWay({ channelId }));
}

/** What the code's settings, people and today's figures mean at a moment. */
export async function decideFor(
  tx: Tx,
  channel: ChannelRow,
  { now, timeZone }: Moment,
): Promise<{ receivers: Receivers; nextAt: number | null }> {
  const time = businessTime(now, timeZone);
  const members = await listMembersOf(tx, [channel.id]);
  const added = members.some((member) => member.dailyCap !== null)
    ? await addedByMember(tx, channel.id, time.date)
    : new Map<string, number>();
  const facts = codeFacts(channel, members, added);
  const receivers = decideReceivers(facts, time);
  return { receivers, nextAt: nextChangeAt(facts, receivers, time, now, timeZone) };
}

export function codeFacts(
  channel: ChannelRow,
  members: ChannelMemberRow[],
  addedToday: Map<string, number>,
): CodeFacts {
  return {
    paused: channel.status === 'paused',
    members: members.map(({ userId, dailyCap, isSpare, condition }) => ({
      userId,
      dailyCap,
      isSpare,
      condition,
      addedToday: addedToday.get(userId) ?? 0,
    })),
    departmentIds: channel.departmentIds,
    duty: channel.duty,
    standInUserId: channel.standInUserId,
  };
}

/** Bounds a tick's transaction; the next tick is seconds away. */
export const STEERED_A_TICK = 100;

export async function isSteeringDue(tx: Tx, now: number): Promise<boolean> {
  return (await listDueChannelIds(tx, now, 1)).length > 0;
}

/** Channels whose receivers may change by now; the rest wait for the next tick. */
export async function listDueChannelIds(tx: Tx, now: number, limit: number): Promise<string[]> {
  const rows = await select<{ id: string }>(
    tx,
    'SELECT id FROM channel WHERE next_change_at <= ? ORDER BY next_change_at LIMIT ?',
    [now, limit],
  );
  return rows.map((row) => row.id);
}
