import * as contracts from '@zhike/shared/contracts/channel';
import * as groupContracts from '@zhike/shared/contracts/channel-group';
import { Id } from '@zhike/shared/contracts/common';
import type { Dependencies } from '../../dependencies.ts';
import type { Routers } from '../../routers.ts';
import { createChannel } from './actions/create-channel.ts';
import { deleteChannel } from './actions/delete-channel.ts';
import { createChannelGroup, deleteChannelGroup, updateChannelGroup } from './actions/edit-channel-groups.ts';
import { pauseChannel, resumeChannel } from './actions/pause-channel.ts';
import { updateChannel } from './actions/update-channel.ts';
import { ChannelNotFound } from './errors.ts';
import { listAdditions } from './list-additions.ts';
import { listChannelGroups, listChannels } from './list.ts';
import { getPicture } from './picture.ts';
import { presentChannelById, presentChannelList } from './present.ts';
import { channelStats } from './stats.ts';
import { getChannel } from './store.ts';

export function channelRoutes({ member }: Routers, deps: Dependencies): void {
  const { db, clock, config } = deps;
  const moment = () => ({ now: clock.now(), timeZone: config.timeZone });
  const show = (channelId: string) => presentChannelById(db.read, channelId, moment());
  const showGroup = async (groupId: string) =>
    (await listChannelGroups(db.read)).items.find((group) => group.id === groupId)!;

  member.handle(contracts.listChannels, async ({ body }) => {
    const { channels, nextCursor } = await listChannels(db.read, body);
    return { items: await presentChannelList(db.read, channels, moment()), nextCursor };
  });
  member.handle(contracts.createChannel, async ({ viewer, body }) => show(await createChannel(deps, viewer, body)));
  member.handle(contracts.getChannel, ({ params }) => show(params.channelId));
  member.handle(contracts.updateChannel, async ({ viewer, params, query, body }) => {
    await updateChannel(deps, viewer, params.channelId, body, query.seenUpdatedAt);
    return show(params.channelId);
  });
  member.handle(contracts.deleteChannel, async ({ viewer, params }) => {
    await deleteChannel(deps, viewer, params.channelId);
    return {};
  });
  member.handle(contracts.pauseChannel, async ({ viewer, params, body }) => {
    await pauseChannel(deps, viewer, params.channelId, body.standInUserId);
    return show(params.channelId);
  });
  member.handle(contracts.resumeChannel, async ({ viewer, params }) => {
    await resumeChannel(deps, viewer, params.channelId);
    return show(params.channelId);
  });
  member.handle(contracts.getChannelStats, async ({ params, query }) => {
    await getChannel(db.read, params.channelId);
    return channelStats(db.read, params.channelId, query.from, query.to);
  });

  member.handle(contracts.listChannelAdditions, async ({ viewer, params, query: { cursor, limit, ...asked } }) => {
    await getChannel(db.read, params.channelId);
    return listAdditions(db.read, viewer.scope, { ...params, ...asked }, { cursor, limit });
  });

  member.handleRaw(contracts.getChannelPicture, async ({ ctx }) => {
    const channelId = Id.safeParse(ctx.params.channelId);
    if (!channelId.success) throw new ChannelNotFound({ channelId: String(ctx.params.channelId).slice(0, 26) });
    const { bytes, fileName, mimeType } = await getPicture(deps, channelId.data);
    const disposition = ctx.query.download === undefined ? 'inline' : 'attachment';
    ctx.set(
      'Content-Disposition',
      `${disposition}; filename="channel.${mimeType.slice(6)}"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    );
    ctx.set('Cache-Control', 'private, max-age=86400');
    ctx.type = mimeType;
    ctx.body = bytes;
  });

  member.handle(groupContracts.listChannelGroups, () => listChannelGroups(db.read));
  member.handle(groupContracts.createChannelGroup, async ({ viewer, body }) =>
    showGroup(await createChannelGroup(deps, viewer, body)),
  );
  member.handle(groupContracts.updateChannelGroup, async ({ viewer, params, body }) => {
    await updateChannelGroup(deps, viewer, params.groupId, body);
    return showGroup(params.groupId);
  });
  member.handle(groupContracts.deleteChannelGroup, async ({ viewer, params }) => {
    await deleteChannelGroup(deps, viewer, params.groupId);
    return {};
  });
}
