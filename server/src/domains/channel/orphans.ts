import type { Dependencies } from '../../dependencies.ts';
import { execute, insertRows, select } from '../../platform/database/sql.ts';
import { enqueue } from '../../platform/delivery/command.ts';
import { recordEvent } from '../../platform/delivery/event.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { newId } from '../../platform/id.ts';
import type { ContactWay } from '../../wecom/api/contact-way.ts';
import { createContactWay } from './commands/create-contact-way.ts';
import { deleteContactWay } from './commands/delete-contact-way.ts';
import { ChannelRow } from './entity.ts';
import { channelCreated } from './events.ts';
import { rememberForeign, unknownContactWays } from './find-by-state.ts';
import { publishChannel } from './publish.ts';
import { type Moment, steerChannel } from './steer.ts';
import { findChannelByState } from './store.ts';

/** As far back as WeCom lists by itself (doc 92228). */
const LOOK_BACK_MS = 90 * 24 * 3_600_000;
/** A look stays bounded on the first run in a corp with many codes of other apps; the next one goes on where they are remembered. */
const MAX_READS = 300;
/** Below the lease of a claimed run. */
const LOOK_MS = 40_000;
/** A draft younger than this may still have its first call under way. */
const DRAFT_SETTLES_MS = 60_000;

export interface Orphans {
  /** Made by us, unknown to our books. */
  ours: ContactWay[];
  foreign: string[];
}

/** Looks in WeCom for codes that our books do not have. Reads only. */
export async function findOrphans({
  db,
  wecom,
  clock,
}: Pick<Dependencies, 'db' | 'wecom' | 'clock'>): Promise<Orphans> {
  const orphans: Orphans = { ours: [], foreign: [] };
  const deadline = clock.machineNow() + LOOK_MS;
  let reads = 0;
  for await (const { way, isOurs } of unknownContactWays({ db, wecom }, clock.now() - LOOK_BACK_MS)) {
    if (isOurs) orphans.ours.push(way);
    else orphans.foreign.push(way.configId);
    if (++reads >= MAX_READS || clock.machineNow() > deadline) break;
  }
  return orphans;
}

/**
 * A code whose draft is here is adopted; one whose channel was deleted here, or has another code, is deleted there; one with our mark
 * but no row at all (the database was restored from an older backup) becomes a channel again, because people may be scanning it.
 * Drafts for which nothing was found are asked for again.
 */
export async function settleOrphans(tx: Tx, { ours, foreign }: Orphans, moment: Moment): Promise<void> {
  await rememberForeign(tx, foreign, moment.now);
  for (const way of ours) {
    const channel = await findChannelByState(tx, way.state);
    if (!channel) await takeOver(tx, way, moment);
    else if (channel.configId !== way.configId) await publishChannel(tx, channel.id, way, moment.now);
    else if (channel.status === 'deleted')
      await enqueue(tx, deleteContactWay({ channelId: channel.id, configId: way.configId }));
  }
  const drafts = await select<{ id: string }>(
    tx,
    "SELECT id FROM channel WHERE status = 'draft' AND config_id IS NULL AND problem IS NULL AND created_at < ?",
    [moment.now - DRAFT_SETTLES_MS],
  );
  await enqueueAll(
    tx,
    drafts.map((draft) => draft.id),
  );
}

async function enqueueAll(tx: Tx, channelIds: string[]): Promise<void> {
  if (channelIds.length > 0)
    await enqueue(
      tx,
      channelIds.map((channelId) => createContactWay({ channelId })),
    );
}

async function takeOver(tx: Tx, way: ContactWay, { now, timeZone }: Moment): Promise<void> {
  const channelId = newId();
  await tx.insert(ChannelRow, {
    id: channelId,
    name: (way.remark || '找回的渠道码').slice(0, 30),
    groupId: null,
    status: 'active',
    state: way.state,
    configId: way.configId,
    qrCode: way.qrCodeUrl,
    departmentIds: way.departmentIds,
    duty: { kind: 'always' },
    skipVerify: way.skipVerify,
    tagIds: [],
    stageId: null,
    remarkRule: null,
    welcome: null,
    standInUserId: null,
    receivers: { userIds: way.userIds, departmentIds: way.departmentIds, why: 'on_duty', resting: [] },
    applied: { userIds: way.userIds, departmentIds: way.departmentIds },
    problem: null,
    nextChangeAt: null,
    createdBy: null,
    createdAt: now,
    updatedAt: now,
    deletedAt: null,
  });
  await insertRows(
    tx,
    'channel_member',
    way.userIds.map((userId, sort) => ({
      channel_id: channelId,
      user_id: userId,
      sort,
      daily_cap: null,
      is_spare: 0,
      condition: 'ok',
    })),
  );
  // Additions of before the backup cannot be counted again; from now on they are.
  await execute(tx, 'DELETE FROM foreign_contact_way WHERE config_id = ?', [way.configId]);
  await recordEvent(tx, channelCreated({ occurredAt: now, payload: { channelId, byUserId: null } }));
  await steerChannel(tx, channelId, { now, timeZone });
}
