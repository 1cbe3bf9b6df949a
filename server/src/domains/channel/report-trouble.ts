import { recordEvent } from '../../platform/delivery/event.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { ChannelRow } from './entity.ts';
import { channelTroubled } from './events.ts';

/** Keeps what WeCom refused with the channel, where people see it, and tells of it. */
export async function reportTrouble(
  tx: Tx,
  channel: ChannelRow,
  trouble: { code: string; userIds: string[] },
  now: number,
): Promise<void> {
  const { id: channelId, problem } = channel;
  const isKnown = problem?.code === trouble.code && JSON.stringify(problem.userIds) === JSON.stringify(trouble.userIds);
  await tx.update(ChannelRow, { id: channelId }, { problem: { ...trouble, at: now } });
  await recordEvent(tx, channelTroubled({ occurredAt: now, payload: { channelId, ...trouble, isKnown } }));
}
