import type { ChannelSettings } from '@zhike/shared/contracts/channel';
import type { Dependencies } from '../../../dependencies.ts';
import { enqueue } from '../../../platform/delivery/command.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import { describeError } from '../../../platform/errors.ts';
import { newId } from '../../../platform/id.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { isWecomError } from '../../../wecom/errors.ts';
import { audit } from '../../audit/audit.ts';
import { keepMediaFresh } from '../../media/keep-media-fresh.ts';
import { assetsOf, checkSettings } from '../check-settings.ts';
import { createContactWay } from '../commands/create-contact-way.ts';
import { ChannelRow } from '../entity.ts';
import { channelCreated, channelDeleted } from '../events.ts';
import { publishChannel } from '../publish.ts';
import { CodeRefused, refusalOf } from '../refusals.ts';
import { decideFor } from '../steer.ts';
import { getChannel, newState, replaceMembers, saveReceivers, settingsColumns } from '../store.ts';

type Needs = Pick<Dependencies, 'db' | 'clock' | 'config' | 'wecom' | 'log'>;

/** A member, or the program itself. */
type Creator = { userId: string } | null;

/** A manager is waiting: beyond this the outbox takes over and the page says so. */
const PATIENCE_MS = 6_000;

/**
 * Makes a channel code. The draft with its own mark is committed before WeCom is asked, so that whatever a crash or a lost answer
 * leaves behind can be found by the mark. Returns the channel's id; its status is `draft` when WeCom has not answered.
 * @param withDraft more to write in the transaction of the draft
 */
export async function createChannel(
  deps: Needs,
  by: Creator,
  settings: ChannelSettings,
  withDraft: (tx: Tx, channelId: string) => Promise<void> = async () => undefined,
): Promise<string> {
  const { db, clock, config } = deps;
  const channelId = newId(clock.machineNow());
  await db.transaction(async (tx) => {
    const now = clock.now();
    await checkSettings(tx, settings);
    await tx.insert(ChannelRow, {
      ...settingsColumns(settings),
      id: channelId,
      status: 'draft',
      state: newState(),
      configId: null,
      qrCode: null,
      standInUserId: null,
      receivers: { userIds: [], departmentIds: [], why: 'unattended', resting: [] },
      applied: null,
      problem: null,
      nextChangeAt: null,
      createdBy: by?.userId ?? null,
      createdAt: now,
      updatedAt: now,
      deletedAt: null,
    });
    await replaceMembers(tx, channelId, settings);
    await keepMediaFresh(
      tx,
      `channel:${channelId}`,
      assetsOf(settings.welcome).map((asset) => asset.assetId),
      now,
    );
    const { receivers, nextAt } = await decideFor(tx, await getChannel(tx, channelId), {
      now,
      timeZone: config.timeZone,
    });
    await saveReceivers(tx, channelId, receivers, nextAt);
    await recordEvent(
      tx,
      channelCreated({
        occurredAt: now,
        payload: { channelId, byUserId: by?.userId ?? null },
      }),
    );
    await withDraft(tx, channelId);
    await audit(tx, by, {
      action: 'channel.create',
      subject: { kind: 'channel', id: channelId },
      after: { ...settings },
    });
  });
  await askWecom(deps, by, channelId);
  return channelId;
}

async function askWecom({ db, clock, wecom, log }: Needs, by: Creator, channelId: string): Promise<void> {
  const { name, skipVerify, state, receivers } = await getChannel(db.read, channelId);
  const { userIds, departmentIds } = receivers;
  try {
    const made = await wecom.contactWay.add(
      { remark: name, skipVerify, state, userIds, departmentIds },
      { timeoutMs: PATIENCE_MS },
    );
    await db.transaction((tx) => publishChannel(tx, channelId, { ...made, userIds, departmentIds }, clock.now()));
  } catch (error) {
    if (!isWecomError(error)) throw error;
    const code = refusalOf(error);
    if (code === null) {
      log.warn({ channel: channelId, error: describeError(error) }, 'code not made yet, the outbox goes on');
      const problem = { code: error.code, userIds: [], at: clock.now() };
      await db.transaction(async (tx) => {
        // The page shows why it is still a draft; publishing clears it.
        await tx.update(ChannelRow, { id: channelId }, { problem });
        await enqueue(tx, createContactWay({ channelId }));
      });
      return;
    }
    await db.transaction(async (tx) => {
      const now = clock.now();
      const problem = { code, userIds: [], at: now };
      await tx.update(
        ChannelRow,
        { id: channelId },
        { status: 'deleted', deletedAt: now, nextChangeAt: null, problem },
      );
      await keepMediaFresh(tx, `channel:${channelId}`, [], now);
      await recordEvent(tx, channelDeleted({ occurredAt: now, payload: { channelId, byUserId: null } }));
      await audit(tx, by, {
        action: 'channel.create_refused',
        subject: { kind: 'channel', id: channelId },
        after: { code },
      });
    });
    throw new CodeRefused(code, { errcode: error.errcode }, { cause: error });
  }
}
