import { ChannelSettings } from '@zhike/shared/contracts/channel';
import type { ContactCode } from '@zhike/shared/contracts/customer-app';
import type { Dependencies } from '../../../dependencies.ts';
import { describeError } from '../../../platform/errors.ts';
import { newId } from '../../../platform/id.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { createChannel } from '../../channel/actions/create-channel.ts';
import { ChannelGroupRow, ChannelRow } from '../../channel/entity.ts';
import { MembersNotUsable } from '../../channel/errors.ts';
import { CodeRefused } from '../../channel/refusals.ts';
import { findChannel } from '../../channel/store.ts';
import { findContactCode } from '../contact-code.ts';
import {
  claimConsultantCode,
  findConsultantCode,
  findConsultantGroupId,
  forgetConsultantCode,
  saveConsultantGroupId,
} from '../store.ts';

type Needs = Pick<Dependencies, 'db' | 'clock' | 'config' | 'wecom' | 'log'>;

const GROUP_NAME = '小程序专属顾问';
const NAME_CHARS = 30;
/** What WeCom refused once is not asked again at every look of a customer. */
const RETRY_AFTER_MS = 60 * 60 * 1000;

class AlreadyClaimed extends Error {}

/**
 * The code that leads to one rep: a channel of its own, made when the first customer asks, so that its customers are counted like all
 * others and a leaver comes off it. Null while WeCom has not made it, or does not let this rep have one.
 */
export async function obtainConsultantCode(
  deps: Needs,
  rep: { userId: string; name: string },
): Promise<ContactCode | null> {
  const { db, clock, log } = deps;
  const known = await findConsultantCode(db.read, rep.userId);
  if (known) {
    const channel = await findChannel(db.read, known.channelId);
    if (channel && channel.status !== 'deleted') return findContactCode(db.read, known.channelId);
    if (clock.machineNow() - known.createdAt < RETRY_AFTER_MS) return null;
    await db.transaction((tx) => forgetConsultantCode(tx, rep.userId, known.channelId));
  }
  try {
    const channelId = await createChannel(deps, null, settingsFor(rep), async (tx, draftId) => {
      const createdAt = clock.machineNow();
      if (!(await claimConsultantCode(tx, { userId: rep.userId, channelId: draftId, createdAt })))
        throw new AlreadyClaimed();
      await tx.update(ChannelRow, { id: draftId }, { groupId: await consultantGroupId(tx, createdAt) });
    });
    return await findContactCode(db.read, channelId);
  } catch (error) {
    // Another customer of the same rep was quicker; the draft is rolled back, and theirs is nearly ready.
    if (error instanceof AlreadyClaimed) return null;
    if (!(error instanceof MembersNotUsable) && !(error instanceof CodeRefused)) throw error;
    log.warn({ member: rep.userId, error: describeError(error) }, 'no contact code for this consultant');
    return null;
  }
}

function settingsFor({ userId, name }: { userId: string; name: string }): ChannelSettings {
  return ChannelSettings.parse({
    name: Array.from(`专属顾问-${name}`).slice(0, NAME_CHARS).join(''),
    members: [{ userId, dailyCap: null }],
  });
}

/** Keeps the reps' codes out of the list of campaigns. A group that a manager deleted is made anew with the next code. */
async function consultantGroupId(tx: Tx, now: number): Promise<string> {
  const known = await findConsultantGroupId(tx);
  if (known && (await tx.existsBy(ChannelGroupRow, { id: known }))) return known;
  const groupId = newId(now);
  await tx.insert(ChannelGroupRow, { id: groupId, name: GROUP_NAME, sort: 0, createdAt: now });
  await saveConsultantGroupId(tx, groupId, now);
  return groupId;
}
