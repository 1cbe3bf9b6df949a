import { archiveContent } from '../../archive/archive-content.ts';
import { archiveMessage } from '../../archive/archive-message.ts';
import { askRoomConsent, forgetRoomConsent } from '../../archive/room-consent.ts';
import type { Sandbox } from '../../sandbox.ts';
import type { GroupChat, GroupMember, GroupMessage } from '../../world/group-types.ts';

/** What is said in a group goes to the archive as well: to all other members, under the group's id (wecom-callbacks §3.7). Returns its id there. */
export function tellArchive(sandbox: Sandbox, group: GroupChat, message: GroupMessage): string | undefined {
  if (!isArchivedGroup(sandbox, group)) return undefined;
  const { at } = message;
  return archiveMessage(sandbox, { ...sidesOf(group, message), at, ...archiveContent(sandbox, message.content, at) });
}

/** The archive keeps both: the message, and that it was taken back. */
export function tellArchiveOfRecall(sandbox: Sandbox, group: GroupChat, message: GroupMessage, at: number): void {
  if (message.archiveMsgId === undefined) return;
  archiveMessage(sandbox, {
    ...sidesOf(group, message),
    at,
    action: 'recall',
    msgtype: 'revoke',
    body: { pre_msgid: message.archiveMsgId },
  });
}

const sidesOf = (group: GroupChat, { chatId: roomId, from }: GroupMessage) => ({
  from,
  roomId,
  toList: group.members.filter((member) => member.id !== from).map((member) => member.id),
});

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
