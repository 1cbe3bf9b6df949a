/** Coming into a group and going out of it: the list, its version, the event. */
import { tellMembersJoined, tellMembersLeft } from '../../callback/group-events.ts';
import { newMemberVersion } from '../../ids.ts';
import type { Sandbox } from '../../sandbox.ts';
import type { GroupChat, GroupMember } from '../../world/group-types.ts';
import { ActError } from '../act-error.ts';
import { addGroupNotice, sayInGroup } from './group-message.ts';
import { roomLeft } from './group-rules.ts';
import { askNewcomers, forgetLeavers } from './tell-archive.ts';

interface Came {
  how: 'invited' | 'scanned';
  by: 'member' | 'customer';
  notice: string;
  text: string;
}

/** Ids of the callbacks. The newcomers are known not to be in the group. */
export function addMembers(sandbox: Sandbox, group: GroupChat, newcomers: GroupMember[], came: Came): string[] {
  if (newcomers.length > roomLeft(sandbox, group)) throw new ActError('conflict', '群聊人数已满');
  const lastVersion = replaceMembers(sandbox, group, [...group.members, ...newcomers]);
  askNewcomers(sandbox, group, newcomers);
  addGroupNotice(sandbox, group, came.notice);
  const ids = newcomers.map((member) => member.id);
  sandbox.live.tell({ kind: 'group', chatId: group.chatId, change: 'joined', by: came.by, ids, text: came.text });
  const callbacks = tellMembersJoined(sandbox, group, { ids, lastVersion, how: came.how });
  if (newcomers.some((member) => member.type === 2)) welcome(sandbox, group, newcomers);
  return callbacks;
}

interface Went {
  how: 'left' | 'removed';
  by: 'member' | 'customer';
  notice: string;
  text: string;
}

export function takeMembers(sandbox: Sandbox, group: GroupChat, ids: string[], went: Went): string[] {
  const gone = new Set(ids);
  const staying = group.members.filter((member) => !gone.has(member.id));
  const lastVersion = replaceMembers(sandbox, group, staying);
  group.admins = group.admins.filter((userId) => !gone.has(userId));
  forgetLeavers(sandbox, group, ids);
  addGroupNotice(sandbox, group, went.notice);
  const change = went.how;
  sandbox.live.tell({ kind: 'group', chatId: group.chatId, change, by: went.by, ids, text: went.text });
  return tellMembersLeft(sandbox, group, { ids, lastVersion, how: went.how });
}

/** Returns the version before. */
export function replaceMembers(sandbox: Sandbox, group: GroupChat, members: readonly GroupMember[]): string {
  sandbox.groupDetails.keep(group, sandbox.settings.groupDetailLagMs);
  const lastVersion = group.version;
  group.members = members;
  group.version = newMemberVersion();
  sandbox.world.groups.put(group);
  return lastVersion;
}

/** The template the owner chose, from the owner; %NICKNAME% is who came (doc 92366). */
function welcome(sandbox: Sandbox, group: GroupChat, newcomers: GroupMember[]): void {
  const template = sandbox.world.groupWelcomes.get(group.welcomeTemplateId);
  if (!template) return;
  const names = newcomers
    .filter((member) => member.type === 2)
    .map((member) => sandbox.world.customers.get(member.id)?.name ?? '')
    .join('、');
  const text = template.text.replaceAll('%NICKNAME%', names);
  if (text) sayInGroup(sandbox, group, group.owner, { kind: 'text', text }, 'welcome');
  if (template.attachment) sayInGroup(sandbox, group, group.owner, template.attachment, 'welcome');
}
