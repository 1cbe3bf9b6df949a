import type { Tx } from '../../platform/database/tx.ts';
import { type Addition, recordAddition } from './additions.ts';
import { findChannelByState } from './store.ts';
import { type Moment, steerChannel } from './steer.ts';

/** Counts an adding for its channel, and lets a rep who has reached the cap rest. Answers false when it is no channel of ours or counted already. */
export async function countAddition(
  tx: Tx,
  state: string | null,
  addition: Addition,
  moment: Moment,
): Promise<'counted' | 'known' | 'no_channel'> {
  const channel = await findChannelByState(tx, state);
  if (!channel) return 'no_channel';
  const { counted, capReached } = await recordAddition(tx, channel, addition, moment.timeZone);
  if (!counted) return 'known';
  // Only a rep who still receives can have to leave: later ones came before WeCom knew.
  if (capReached && channel.receivers.userIds.includes(addition.userId)) await steerChannel(tx, channel.id, moment);
  return 'counted';
}
