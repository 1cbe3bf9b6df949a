import type { Dependencies } from '../../../dependencies.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { checkMembers } from '../check-settings.ts';
import { ChannelRow } from '../entity.ts';
import { PauseNeedsStandIn, WrongChannelStatus } from '../errors.ts';
import { channelPaused, channelResumed } from '../events.ts';
import { steerChannel } from '../steer.ts';
import { getChannelForUpdate, listMembersOf } from '../store.ts';

type Needs = Pick<Dependencies, 'db' | 'clock' | 'config'>;

/** The reps stop receiving. WeCom has no pause, so whoever scans a printed code goes to the spare, else to the stand-in. */
export async function pauseChannel(
  { db, clock, config }: Needs,
  viewer: MemberViewer,
  channelId: string,
  standInUserId: string | null,
): Promise<void> {
  await db.transaction(async (tx) => {
    const now = clock.now();
    const channel = await getChannelForUpdate(tx, channelId);
    if (channel.status !== 'active') throw new WrongChannelStatus({ channelId, status: channel.status });
    const hasSpare = (await listMembersOf(tx, [channelId])).some(
      (member) => member.isSpare && member.condition === 'ok',
    );
    if (!hasSpare && !standInUserId) throw new PauseNeedsStandIn({ channelId });
    if (standInUserId) await checkMembers(tx, [standInUserId]);
    await tx.update(ChannelRow, { id: channelId }, { status: 'paused', standInUserId });
    await steerChannel(tx, channelId, { now, timeZone: config.timeZone });
    await recordEvent(tx, channelPaused({ occurredAt: now, payload: { channelId, byUserId: viewer.userId } }));
    await audit(tx, viewer, {
      action: 'channel.pause',
      subject: { kind: 'channel', id: channelId },
      after: { standInUserId },
    });
  });
}

/** The reps receive again, as timetable and caps say at this moment. */
export async function resumeChannel(
  { db, clock, config }: Needs,
  viewer: MemberViewer,
  channelId: string,
): Promise<void> {
  await db.transaction(async (tx) => {
    const now = clock.now();
    const channel = await getChannelForUpdate(tx, channelId);
    if (channel.status !== 'paused') throw new WrongChannelStatus({ channelId, status: channel.status });
    await tx.update(ChannelRow, { id: channelId }, { status: 'active', standInUserId: null });
    await steerChannel(tx, channelId, { now, timeZone: config.timeZone });
    await recordEvent(tx, channelResumed({ occurredAt: now, payload: { channelId, byUserId: viewer.userId } }));
    await audit(tx, viewer, { action: 'channel.resume', subject: { kind: 'channel', id: channelId } });
  });
}
