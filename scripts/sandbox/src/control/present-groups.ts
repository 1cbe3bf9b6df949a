import { capacityOf, groupsOf, groupTitle } from '../acts/groups/group-rules.ts';
import { isArchivedGroup } from '../acts/groups/tell-archive.ts';
import { consentOf } from '../archive/room-consent.ts';
import { nameOf } from '../callback/callback-sentence.ts';
import type { Sandbox } from '../sandbox.ts';
import type { GroupChat, GroupMember, GroupMessage, JoinWay } from '../world/group-types.ts';
import type { GroupMemberView, GroupMessageView, GroupSummaryView, GroupView, JoinWayView } from './views-groups.ts';

export function presentGroupSummary(sandbox: Sandbox, group: GroupChat): GroupSummaryView {
  const last = sandbox.world.groupMessages.byGroup(group.chatId).last();
  return {
    chatId: group.chatId,
    name: group.name,
    title: groupTitle(sandbox, group),
    avatar: sandbox.avatarOf(group.chatId),
    owner: group.owner,
    ownerName: nameOf(sandbox.world, group.owner),
    memberCount: group.members.length,
    capacity: capacityOf(sandbox, group),
    status: group.status,
    dismissed: group.dismissed,
    createdAt: group.createdAt,
    lastMessage: last ? presentGroupMessage(sandbox, last) : null,
    lastAt: last?.at ?? group.createdAt,
  };
}

export function presentGroup(sandbox: Sandbox, group: GroupChat): GroupView {
  const { notice, admins, openGid, welcomeTemplateId, version } = group;
  return {
    ...presentGroupSummary(sandbox, group),
    notice,
    admins,
    openGid,
    welcomeTemplateId,
    version,
    members: group.members.map((member) => presentGroupMember(sandbox, group, member)),
    archived: isArchivedGroup(sandbox, group),
    agreed: group.members.filter(({ id }) => consentOf(sandbox, group.chatId, id) === 'agree').map(({ id }) => id),
  };
}

function presentGroupMember(sandbox: Sandbox, group: GroupChat, member: GroupMember): GroupMemberView {
  const { id, type, joinedAt, joinScene, inviter, state, nickname } = member;
  return {
    id,
    type,
    name: nameOf(sandbox.world, id),
    avatar: sandbox.avatarOf(id),
    role: id === group.owner ? 'owner' : group.admins.includes(id) ? 'admin' : 'member',
    joinedAt,
    joinScene,
    inviter,
    inviterName: inviter ? nameOf(sandbox.world, inviter) : '',
    state,
    nickname,
  };
}

export function presentGroupMessage(sandbox: Sandbox, message: GroupMessage): GroupMessageView {
  const { id, seq, at, chatId, from, via, content, recalled = false } = message;
  return {
    id,
    seq,
    at,
    chatId,
    from,
    fromName: from ? nameOf(sandbox.world, from) : '',
    fromAvatar: from ? sandbox.avatarOf(from) : '',
    side: from === '' ? 'system' : sandbox.world.member(from) ? 'member' : 'customer',
    via,
    content,
    recalled,
  };
}

export function presentJoinWay(sandbox: Sandbox, way: JoinWay): JoinWayView {
  const { configId, scene, remark, state, autoCreateRoom, roomBaseName, roomBaseId, createdAt } = way;
  return {
    configId,
    scene,
    remark,
    state,
    autoCreateRoom,
    roomBaseName,
    roomBaseId,
    groups: groupsOf(sandbox, way).map((group) => ({
      chatId: group.chatId,
      title: groupTitle(sandbox, group),
      memberCount: group.members.length,
      capacity: capacityOf(sandbox, group),
      dismissed: group.dismissed,
    })),
    qrCode: scene === 2 ? sandbox.qrCodeUrl(configId) : '',
    scanUrl: sandbox.joinUrl(configId),
    createdAt,
  };
}
