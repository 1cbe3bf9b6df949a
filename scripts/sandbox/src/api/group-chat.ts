/** Customer groups: doc 92120, 92122, 94822. An app knows those whose owner is in its visible range. */
import { nameOf } from '../callback/callback-sentence.ts';
import type { Sandbox } from '../sandbox.ts';
import type { GroupChat, GroupMember } from '../world/group-types.ts';
import type { Endpoint } from './endpoint.ts';
import { fail } from './errors.ts';
import type { Parameters } from './parameters.ts';

const mostOwners = 100;
/** In a larger range owners must be named (81017). */
const rangeWithoutFilter = 1_000;

export const groupChatList: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/groupchat/list',
  doc: '92120',
  title: '读取客户群列表',
  token: 'customer',
  errors: [40032, 50100, 81017],
  handle({ sandbox, body }) {
    const limit = body.int('limit', { missing: 40063, min: 1, max: 1_000 });
    const status = body.int('status_filter', { fallback: 0, min: 0, max: 3 });
    const owners = readOwners(sandbox, body);
    const cursor = body.text('cursor');
    const from = cursor ? Number(/^g(\d+)$/.exec(cursor)?.[1] ?? fail(50100)) : 0;
    const page: GroupChat[] = [];
    for (const group of sandbox.world.groups.all().after(from)) {
      if (!isListed(sandbox, group, owners) || (status !== 0 && group.status !== status)) continue;
      // One more than fits says that there is another page.
      if (page.push(group) > limit) break;
    }
    const shown = page.slice(0, limit);
    const last = shown.at(-1);
    return {
      group_chat_list: shown.map((group) => ({ chat_id: group.chatId, status: group.status })),
      next_cursor: page.length > limit && last ? `g${last.seq}` : '',
    };
  },
};

export const groupChatGet: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/groupchat/get',
  doc: '92122',
  title: '读取客户群详情',
  token: 'customer',
  errors: [90501],
  handle({ sandbox, body }) {
    const group = groupInRange(sandbox, body.required('chat_id'));
    const needName = body.int('need_name', { fallback: 0, min: 0, max: 1 }) === 1;
    const detail = sandbox.groupDetails.shown(group);
    return {
      group_chat: {
        chat_id: group.chatId,
        name: detail.name,
        owner: detail.owner,
        create_time: seconds(group.createdAt),
        notice: detail.notice,
        member_list: detail.members.map((member) => memberFields(sandbox, member, needName)),
        admin_list: detail.admins.map((userid) => ({ userid })),
        member_version: detail.version,
      },
    };
  },
};

export const opengidToChatId: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/opengid_to_chatid',
  doc: '94822',
  title: '小程序群 ID 换客户群 ID',
  token: 'customer',
  errors: [90511],
  handle({ sandbox, body }) {
    const openGid = body.required('opengid');
    const group = sandbox.world.groups.find((row) => row.openGid === openGid);
    if (!group || group.dismissed || !sandbox.seesGroupsOf(group.owner)) return fail(90511);
    return { chat_id: group.chatId };
  },
};

export const groupChatEndpoints = [groupChatList, groupChatGet, opengidToChatId];

/** The group, if there is one and the app may see it. The documents name no code; 90501 is the nearest of their table. */
export function groupInRange(sandbox: Sandbox, chatId: string): GroupChat {
  const group = sandbox.world.groups.get(chatId);
  if (!group || group.dismissed || !sandbox.seesGroupsOf(group.owner)) return fail(90501, chatId);
  return group;
}

/** Owners asked for, in lower case; `null` for everybody. */
function readOwners(sandbox: Sandbox, body: Parameters): Set<string> | null {
  const named = body.object('owner_filter')?.texts('userid_list', { max: mostOwners, tooMany: 40032 }) ?? [];
  if (named.length > 0) return new Set(named.map((userId) => userId.toLowerCase()));
  let visible = 0;
  for (const member of sandbox.world.members.values()) if (sandbox.isVisible(member)) visible += 1;
  if (visible > rangeWithoutFilter) fail(81017, 'name the owners');
  return null;
}

function isListed(sandbox: Sandbox, group: GroupChat, owners: Set<string> | null): boolean {
  if (group.dismissed || !sandbox.seesGroupsOf(group.owner)) return false;
  if (owners) return owners.has(group.owner.toLowerCase());
  // Groups of members who left come only when those are named.
  const owner = sandbox.world.member(group.owner);
  return owner !== undefined && owner.status !== 5;
}

function memberFields(sandbox: Sandbox, member: GroupMember, needName: boolean): Record<string, unknown> {
  const customer = member.type === 2 ? sandbox.world.customers.get(member.id) : undefined;
  const unionId = customer?.type === 1 && sandbox.settings.openPlatformBound ? customer.unionId : '';
  return {
    userid: member.id,
    type: member.type,
    ...(unionId ? { unionid: unionId } : {}),
    join_time: seconds(member.joinedAt),
    join_scene: member.joinScene,
    ...(member.inviter ? { invitor: { userid: member.inviter } } : {}),
    group_nickname: member.nickname,
    ...(needName ? { name: nameOf(sandbox.world, member.id) } : {}),
    ...(member.state ? { state: member.state } : {}),
  };
}

const seconds = (ms: number): number => Math.floor(ms / 1_000);
