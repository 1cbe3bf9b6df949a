import type { ChannelSettings } from '@zhike/shared/contracts/channel';
import type { Dependencies } from '../../../dependencies.ts';
import { enqueue } from '../../../platform/delivery/command.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { keepMediaFresh } from '../../media/keep-media-fresh.ts';
import { assetsOf, checkSettings } from '../check-settings.ts';
import { createContactWay } from '../commands/create-contact-way.ts';
import { ChannelRow } from '../entity.ts';
import { ChangedMeanwhile } from '../errors.ts';
import { channelChanged } from '../events.ts';
import { presentSettings } from '../present.ts';
import { steerChannel } from '../steer.ts';
import { getChannelForUpdate, listMembersOf, replaceMembers, settingsColumns } from '../store.ts';

/**
 * Replaces a channel's settings; the code and its printed pictures stay. WeCom hears of it through the outbox.
 * @param seenUpdatedAt `updatedAt` of the settings that were edited: what a colleague has saved since is not overwritten unseen
 */
export async function updateChannel(
  { db, clock, config }: Pick<Dependencies, 'db' | 'clock' | 'config'>,
  viewer: MemberViewer,
  channelId: string,
  settings: ChannelSettings,
  seenUpdatedAt?: number,
): Promise<void> {
  await db.transaction(async (tx) => {
    const now = clock.now();
    const before = await getChannelForUpdate(tx, channelId);
    if (seenUpdatedAt !== undefined && seenUpdatedAt !== before.updatedAt) throw new ChangedMeanwhile({ channelId });
    await checkSettings(tx, settings);
    const beforeSettings = presentSettings(before, await listMembersOf(tx, [channelId]));
    // What WeCom refused may have been repaired by this change: it has the last word again.
    // Never the same twice: it is what the next edit is held against.
    const updatedAt = Math.max(now, before.updatedAt + 1);
    await tx.update(ChannelRow, { id: channelId }, { ...settingsColumns(settings), problem: null, updatedAt });
    await replaceMembers(tx, channelId, settings);
    await keepMediaFresh(
      tx,
      `channel:${channelId}`,
      assetsOf(settings.welcome).map((asset) => asset.assetId),
      now,
    );
    await steerChannel(tx, channelId, { now, timeZone: config.timeZone }, { tellAnyway: true });
    if (before.status === 'draft' && before.problem) await enqueue(tx, createContactWay({ channelId }));
    await recordEvent(tx, channelChanged({ occurredAt: now, payload: { channelId, byUserId: viewer.userId } }));
    await audit(tx, viewer, {
      action: 'channel.update',
      subject: { kind: 'channel', id: channelId },
      ...changedFields(beforeSettings, settings),
    });
  });
}

/** Only what differs, field by field. */
export function changedFields(
  before: ChannelSettings,
  after: ChannelSettings,
): { before: Record<string, unknown>; after: Record<string, unknown> } {
  const changed = { before: {} as Record<string, unknown>, after: {} as Record<string, unknown> };
  for (const field of Object.keys(after) as (keyof ChannelSettings)[]) {
    if (JSON.stringify(before[field]) === JSON.stringify(after[field])) continue;
    changed.before[field] = before[field];
    changed.after[field] = after[field];
  }
  return changed;
}
