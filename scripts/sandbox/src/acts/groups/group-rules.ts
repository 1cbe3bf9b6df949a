/** What every act in a group asks first. */
import { nameOf } from '../../callback/callback-sentence.ts';
import type { Sandbox } from '../../sandbox.ts';
import type { GroupChat, JoinWay } from '../../world/group-types.ts';
import { ActError } from '../act-error.ts';

const namesShown = 3;

/** The name, or as WeChat shows a group without one: its first members. */
export function groupTitle(sandbox: Sandbox, group: Pick<GroupChat, 'name' | 'members'>): string {
  if (group.name) return group.name;
  return group.members
    .slice(0, namesShown)
    .map((member) => nameOf(sandbox.world, member.id))
    .join('、');
}

export const capacityOf = (sandbox: Sandbox, group: Pick<GroupChat, 'capacity'>): number =>
  group.capacity || sandbox.limits.groupMembers;

export const roomLeft = (sandbox: Sandbox, group: GroupChat): number =>
  capacityOf(sandbox, group) - group.members.length;

export function requireOpen(group: GroupChat): void {
  if (group.dismissed) throw new ActError('conflict', '群聊已经解散');
}

/** Removing, renaming, the notice: for the owner and the group's admins. */
export function requireManager(sandbox: Sandbox, group: GroupChat, userId: string): void {
  if (userId !== group.owner && !group.admins.includes(userId))
    throw new ActError('conflict', `${nameOf(sandbox.world, userId)} 不是群主或管理员`);
}

/** Groups behind a code, in the order in which they are filled. */
export function groupsOf(sandbox: Sandbox, way: JoinWay): GroupChat[] {
  return [...way.chatIds, ...way.createdChatIds].flatMap((chatId) => sandbox.world.groups.get(chatId) ?? []);
}
