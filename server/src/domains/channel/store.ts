import { findRow } from '../../platform/database/find-row.ts';
import { randomBytes } from 'node:crypto';
import type { ChannelSettings, Receivers } from '@zhike/shared/contracts/channel';
import { execute, inList, insertRows, select } from '../../platform/database/sql.ts';
import { readOnce, type Tx } from '../../platform/database/tx.ts';
import { ChannelMemberRow, ChannelRow, type LiveChannel } from './entity.ts';
import { ChannelNotFound } from './errors.ts';

/** Begins every `state` of ours, so that codes of other apps are never taken for ours. */
export const STATE_PREFIX = 'zk';
const OUR_STATE = new RegExp(`^${STATE_PREFIX}[0-9a-z]{20}$`);

/** A mark that nobody can guess and no other code has (WeCom takes up to 30 characters). */
export function newState(): string {
  return (
    STATE_PREFIX +
    BigInt(`0x${randomBytes(16).toString('hex')}`)
      .toString(36)
      .padStart(25, '0')
      .slice(-20)
  );
}

export function isOurState(state: string): boolean {
  return OUR_STATE.test(state);
}

export function isLive(channel: ChannelRow): channel is LiveChannel {
  return channel.status !== 'deleted';
}

/** Deleted ones too: history names them. */
export async function findChannel(tx: Tx, channelId: string): Promise<ChannelRow | null> {
  return findRow(tx, ChannelRow, { id: channelId });
}

export async function getChannel(tx: Tx, channelId: string): Promise<LiveChannel> {
  const channel = await findChannel(tx, channelId);
  if (!channel || !isLive(channel)) throw new ChannelNotFound({ channelId });
  return channel;
}

/** Locked until commit: who receives is decided by one at a time. */
export async function findChannelForUpdate(tx: Tx, channelId: string): Promise<ChannelRow | null> {
  return findRow(tx, ChannelRow, { id: channelId }, { lock: true });
}

export async function getChannelForUpdate(tx: Tx, channelId: string): Promise<LiveChannel> {
  const channel = await findChannelForUpdate(tx, channelId);
  if (!channel || !isLive(channel)) throw new ChannelNotFound({ channelId });
  return channel;
}

/** The channel whose mark a new customer carries; deleted channels too, whose printed codes may have been scanned before. */
export async function findChannelByState(tx: Tx, state: string | null): Promise<ChannelRow | null> {
  if (!state || !isOurState(state)) return null;
  return readOnce(tx, `channel by state ${state}`, () => findRow(tx, ChannelRow, { state }));
}

/** Names for lists, by id; deleted ones too. */
export async function channelNames(tx: Tx, channelIds: string[]): Promise<Map<string, string>> {
  const ids = [...new Set(channelIds)];
  if (ids.length === 0) return new Map();
  const rows = await select<{ id: string; name: string }>(
    tx,
    `SELECT id, name FROM channel WHERE id ${inList(ids)}`,
    ids,
  );
  return new Map(rows.map((row) => [row.id, row.name]));
}

export async function listMembersOf(tx: Tx, channelIds: string[]): Promise<ChannelMemberRow[]> {
  if (channelIds.length === 0) return [];
  const rows = await tx
    .createQueryBuilder(ChannelMemberRow, 'm')
    .where('m.channelId IN (:...channelIds)', { channelIds })
    .orderBy('m.channelId')
    .addOrderBy('m.isSpare')
    .addOrderBy('m.sort')
    .getMany();
  return rows;
}

/** The columns that settings fill. */
export function settingsColumns(settings: ChannelSettings) {
  return {
    name: settings.name,
    groupId: settings.groupId,
    departmentIds: settings.departmentIds,
    duty: settings.duty,
    skipVerify: settings.skipVerify,
    tagIds: settings.tagIds,
    stageId: settings.stageId,
    remarkRule: settings.remarkRule,
    welcome: settings.welcome,
  };
}

/** Replaces who is on the code. Whoever stays is taken for usable again: WeCom has the last word. */
export async function replaceMembers(
  tx: Tx,
  channelId: string,
  settings: Pick<ChannelSettings, 'members' | 'spareUserId'>,
): Promise<void> {
  await execute(tx, 'DELETE FROM channel_member WHERE channel_id = ?', [channelId]);
  const row = (userId: string, sort: number, dailyCap: number | null, isSpare: boolean) => ({
    channel_id: channelId,
    user_id: userId,
    sort,
    daily_cap: dailyCap,
    is_spare: isSpare ? 1 : 0,
    condition: 'ok',
  });
  await insertRows(tx, 'channel_member', [
    ...settings.members.map((member, index) => row(member.userId, index, member.dailyCap, false)),
    ...(settings.spareUserId ? [row(settings.spareUserId, 0, null, true)] : []),
  ]);
}

export async function setCondition(
  tx: Tx,
  channelId: string,
  userIds: string[],
  condition: ChannelMemberRow['condition'],
): Promise<number> {
  if (userIds.length === 0) return 0;
  return execute(
    tx,
    `UPDATE channel_member SET \`condition\` = ? WHERE channel_id = ? AND \`condition\` <> ? AND user_id ${inList(userIds)}`,
    [condition, channelId, condition, ...userIds],
  );
}

/** Channels, not deleted, that have the member on them in any part (stand-in excluded: it belongs to a pause). */
export async function listChannelIdsOfMember(tx: Tx, userId: string): Promise<string[]> {
  const rows = await select<{ channel_id: string }>(tx, 'SELECT channel_id FROM channel_member WHERE user_id = ?', [
    userId,
  ]);
  return rows.map((row) => row.channel_id);
}

/** Paused channels held by this stand-in; few channels are paused, so the status index suffices. */
export async function listChannelIdsOfStandIn(tx: Tx, userId: string): Promise<string[]> {
  const rows = await select<{ id: string }>(
    tx,
    "SELECT id FROM channel WHERE status = 'paused' AND stand_in_user_id = ?",
    [userId],
  );
  return rows.map((row) => row.id);
}

export async function saveReceivers(
  tx: Tx,
  channelId: string,
  receivers: Receivers,
  nextChangeAt: number | null,
): Promise<void> {
  await tx.update(ChannelRow, { id: channelId }, { receivers, nextChangeAt });
}

/** Those of the tags that still exist in WeCom. */
export async function usableTagIds(tx: Tx, tagIds: string[]): Promise<string[]> {
  if (tagIds.length === 0) return [];
  const rows = await select<{ id: string }>(
    tx,
    `SELECT id FROM tag WHERE deleted_at IS NULL AND id ${inList(tagIds)}`,
    tagIds,
  );
  return rows.map((row) => row.id);
}
