import type { ChannelListItem, ChannelSettings, ChannelView, Figures } from '@zhike/shared/contracts/channel';
import { businessDate } from '../../platform/business-time.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { memberCards } from '../corp/store.ts';
import { addedByMember } from './additions.ts';
import { ChannelGroupRow, type ChannelMemberRow, type ChannelRow, type LiveChannel } from './entity.ts';
import { sameList } from './rules/receivers.ts';
import { figuresOfDay } from './stats.ts';
import type { Moment } from './steer.ts';
import { getChannel, listMembersOf } from './store.ts';

const FACES = 4;

export function presentSettings(channel: ChannelRow, members: ChannelMemberRow[]): ChannelSettings {
  return {
    name: channel.name,
    groupId: channel.groupId,
    members: members.filter((member) => !member.isSpare).map(({ userId, dailyCap }) => ({ userId, dailyCap })),
    departmentIds: channel.departmentIds,
    duty: channel.duty,
    spareUserId: members.find((member) => member.isSpare)?.userId ?? null,
    skipVerify: channel.skipVerify,
    tagIds: channel.tagIds,
    stageId: channel.stageId,
    remarkRule: channel.remarkRule,
    welcome: channel.welcome,
  };
}

export async function presentChannelById(tx: Tx, channelId: string, { now, timeZone }: Moment): Promise<ChannelView> {
  const channel = await getChannel(tx, channelId);
  const members = await listMembersOf(tx, [channelId]);
  const today = businessDate(now, timeZone);
  const added = await addedByMember(tx, channelId, today);
  const figures = await figuresOfDay(tx, [channelId], today);
  const cards = await memberCards(tx, [
    ...members.map((member) => member.userId),
    ...(channel.createdBy ? [channel.createdBy] : []),
  ]);
  const card = (userId: string) => cards.get(userId) ?? { userId, name: userId, avatar: null };
  const groups = await groupNames(tx, [channel]);
  return {
    ...summary(channel, groups, figures),
    settings: presentSettings(channel, members),
    members: members.map((member) => {
      const addedToday = added.get(member.userId) ?? 0;
      return {
        ...card(member.userId),
        dailyCap: member.dailyCap,
        isSpare: member.isSpare,
        addedToday,
        overCapToday: member.dailyCap === null ? 0 : Math.max(0, addedToday - member.dailyCap),
        condition: member.condition,
      };
    }),
    receivingNow: channel.receivers,
    inWecom: channel.applied !== null && sameList(channel.applied, channel.receivers),
    createdBy: channel.createdBy ? card(channel.createdBy) : null,
    updatedAt: channel.updatedAt,
    can: { edit: true, pause: channel.status === 'active', resume: channel.status === 'paused', delete: true },
  };
}

export async function presentChannelList(
  tx: Tx,
  channels: LiveChannel[],
  { now, timeZone }: Moment,
): Promise<ChannelListItem[]> {
  const ids = channels.map((channel) => channel.id);
  const members = new Map<string, ChannelMemberRow[]>(ids.map((id) => [id, []]));
  for (const member of await listMembersOf(tx, ids)) if (!member.isSpare) members.get(member.channelId)?.push(member);
  const figures = await figuresOfDay(tx, ids, businessDate(now, timeZone));
  const groups = await groupNames(tx, channels);
  const faces = [...members.values()].flatMap((rows) => rows.slice(0, FACES).map((row) => row.userId));
  const cards = await memberCards(tx, faces);
  return channels.map((channel) => {
    const rows = members.get(channel.id) ?? [];
    return {
      ...summary(channel, groups, figures),
      members: rows.slice(0, FACES).map(({ userId }) => cards.get(userId) ?? { userId, name: userId, avatar: null }),
      memberCount: rows.length,
      departmentCount: channel.departmentIds.length,
    };
  });
}

function summary(channel: LiveChannel, groups: Map<string, string>, figures: Map<string, Figures>) {
  const groupName = channel.groupId ? groups.get(channel.groupId) : undefined;
  return {
    id: channel.id,
    name: channel.name,
    group: channel.groupId && groupName !== undefined ? { id: channel.groupId, name: groupName } : null,
    status: channel.status,
    problem: channel.problem,
    qrUrl: channel.configId ? `/api/channels/${channel.id}/qr.png` : null,
    today: figures.get(channel.id) ?? { added: 0, lost: 0, net: 0 },
    createdAt: channel.createdAt,
  };
}

async function groupNames(tx: Tx, channels: ChannelRow[]): Promise<Map<string, string>> {
  if (!channels.some((channel) => channel.groupId)) return new Map();
  return new Map((await tx.find(ChannelGroupRow)).map((group) => [group.id, group.name]));
}
