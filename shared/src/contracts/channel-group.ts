import { z } from 'zod';
import { Empty, Id } from './common.ts';
import { endpoint } from './endpoint.ts';

/** Groups of channel codes: a code is in one of them or in none. */

const staff = ['admin', 'manager'] as const;

export const ChannelGroupView = z.object({ id: Id, name: z.string(), sort: z.int(), channelCount: z.int() });
export type ChannelGroupView = z.infer<typeof ChannelGroupView>;

const groupId = z.object({ groupId: Id });

export const listChannelGroups = endpoint({
  method: 'GET',
  path: '/api/channel-groups',
  audience: 'member',
  roles: staff,
  summary: 'Groups of channel codes',
  response: z.object({ items: z.array(ChannelGroupView), withoutGroup: z.int() }),
});

const ChannelGroupSettings = z.object({
  name: z.string().trim().min(1, '请填写分组名称').max(20, '分组名称最多 20 个字'),
  sort: z.int().min(0).max(100_000).default(0),
});

export const createChannelGroup = endpoint({
  method: 'POST',
  path: '/api/channel-groups',
  audience: 'member',
  roles: staff,
  summary: 'Make a group of channel codes',
  body: ChannelGroupSettings,
  response: ChannelGroupView,
});

export const updateChannelGroup = endpoint({
  method: 'PUT',
  path: '/api/channel-groups/:groupId',
  audience: 'member',
  roles: staff,
  summary: 'Rename or move a group',
  params: groupId,
  body: ChannelGroupSettings,
  response: ChannelGroupView,
});

export const deleteChannelGroup = endpoint({
  method: 'DELETE',
  path: '/api/channel-groups/:groupId',
  audience: 'member',
  roles: staff,
  summary: 'Delete a group; its channel codes stay, without a group',
  params: groupId,
  response: Empty,
});
