import { archiveContent } from '../../archive/archive-content.ts';
import { archiveMessage } from '../../archive/archive-message.ts';
import { askRoomConsent, forgetRoomConsent } from '../../archive/room-consent.ts';
import type { Sandbox } from '../../sandbox.ts';
import type { GroupChat, GroupMember, GroupMessage } from '../../world/group-types.ts';

/** What is said in a group goes to the archive as well: to all other members, under the group's id (wecom-callbacks §3.7). */
export function tellArchive(sandbox: Sandbox, group: GroupChat, message: GroupMessage): void {
  if (!isArchivedGroup(sandbox, group)) return;
  const { chatId: roomId, from, at } = message;
  const toList = group.members.filter((member) => member.id !== from).map((member) => member.id);
  archiveMessage(sandbox, { from, toList, roomId, at, ...archiveContent(sandbox, message.content, at) });
}

/** Newcomers are asked whether they agree to archiving; who goes is asked again when she returns. */
export function askNewcomers(sandbox: Sandbox, group: GroupChat, newcomers: readonly GroupMember[]): void {
  if (!isArchivedGroup(sandbox, group)) return;
  const external = newcomers.filter((member) => member.type === 2).map((member) => member.id);
  askRoomConsent(sandbox, group.chatId, external);
}

export function forgetLeavers(sandbox: Sandbox, group: GroupChat, ids: readonly string[]): void {
  for (const id of ids) forgetRoomConsent(sandbox, group.chatId, id);
}

export const isArchivedGroup = (sandbox: Sandbox, group: GroupChat): boolean =>
  group.members.some((member) => member.type === 1 && sandbox.world.member(member.id)?.archived === true);
