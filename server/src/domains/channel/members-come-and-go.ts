import type { Tx } from '../../platform/database/tx.ts';
import { ChannelRow } from './entity.ts';
import { type Moment, steerChannel } from './steer.ts';
import { listChannelIdsOfMember, listChannelIdsOfStandIn, setCondition } from './store.ts';

/** Takes a leaver off every code she is on, as rep, spare or stand-in. Returns how many codes that touched. */
export async function removeFromCodes(tx: Tx, userId: string, moment: Moment): Promise<number> {
  const standingIn = await listChannelIdsOfStandIn(tx, userId);
  for (const channelId of standingIn) await tx.update(ChannelRow, { id: channelId }, { standInUserId: null });
  return changeOnCodes(tx, userId, 'left', moment, standingIn);
}

/** Puts somebody who is back onto the codes that still name her. */
export async function takeBackOntoCodes(tx: Tx, userId: string, moment: Moment): Promise<number> {
  return changeOnCodes(tx, userId, 'ok', moment, []);
}

async function changeOnCodes(
  tx: Tx,
  userId: string,
  condition: 'ok' | 'left',
  moment: Moment,
  more: string[],
): Promise<number> {
  const ids = [...new Set([...(await listChannelIdsOfMember(tx, userId)), ...more])].sort();
  for (const channelId of ids) {
    await setCondition(tx, channelId, [userId], condition);
    await steerChannel(tx, channelId, moment);
  }
  return ids.length;
}
