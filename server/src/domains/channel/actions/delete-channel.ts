import type { Dependencies } from '../../../dependencies.ts';
import { execute } from '../../../platform/database/sql.ts';
import { enqueue } from '../../../platform/delivery/command.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { keepMediaFresh } from '../../media/keep-media-fresh.ts';
import { deleteContactWay } from '../commands/delete-contact-way.ts';
import { ChannelRow } from '../entity.ts';
import { channelDeleted } from '../events.ts';
import { getChannelForUpdate } from '../store.ts';

/** Deletes a code for ever. Its row and its statistics stay: customers remember where they came from. */
export async function deleteChannel(
  { db, clock }: Pick<Dependencies, 'db' | 'clock'>,
  viewer: MemberViewer,
  channelId: string,
): Promise<void> {
  await db.transaction(async (tx) => {
    const now = clock.now();
    const channel = await getChannelForUpdate(tx, channelId);
    await tx.update(
      ChannelRow,
      { id: channelId },
      { status: 'deleted', deletedAt: now, updatedAt: now, nextChangeAt: null, problem: null },
    );
    await execute(tx, 'DELETE FROM channel_member WHERE channel_id = ?', [channelId]);
    await keepMediaFresh(tx, `channel:${channelId}`, [], now);
    // A draft without a code: should a lost call have made one, the nightly look finds it by the mark and deletes it.
    if (channel.configId) await enqueue(tx, deleteContactWay({ channelId, configId: channel.configId }));
    await recordEvent(tx, channelDeleted({ occurredAt: now, payload: { channelId, byUserId: viewer.userId } }));
    await audit(tx, viewer, {
      action: 'channel.delete',
      subject: { kind: 'channel', id: channelId },
      before: { name: channel.name },
    });
  });
}
