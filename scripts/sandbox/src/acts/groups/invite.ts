import { nameOf } from '../../callback/callback-sentence.ts';
import type { Sandbox } from '../../sandbox.ts';
import { isIn } from '../../world/group-store.ts';
import type { GroupChat, GroupMember } from '../../world/group-types.ts';
import { ActError } from '../act-error.ts';
import { addMembers } from './change-members.ts';
import { requireFriend } from './create-group.ts';
import { groupTitle, requireOpen } from './group-rules.ts';

/** Somebody in the group brings others in: directly, or by a link they have followed. Who is there already is passed over. */
export function inviteToGroup(
  sandbox: Sandbox,
  group: GroupChat,
  by: string,
  ids: string[],
  way: 'direct' | 'link',
): string[] {
  const { world, clock } = sandbox;
  requireOpen(group);
  if (!isIn(group, by)) throw new ActError('conflict', `${nameOf(world, by)} 不在这个群里,不能邀请`, 'by');
  const inviter = world.member(by);
  const fresh = [...new Set(ids)].filter((id) => !isIn(group, id));
  const newcomers = fresh.map((id): GroupMember => {
    const customer = world.customers.get(id);
    if (customer && inviter && way === 'direct') requireFriend(sandbox, inviter, customer);
    return {
      id,
      type: customer ? 2 : 1,
      joinedAt: clock.now(),
      joinScene: way === 'direct' ? 1 : 2,
      // Only colleagues are named as inviters (doc 92122).
      inviter: inviter?.userId ?? '',
      state: '',
      nickname: '',
    };
  });
  if (newcomers.length === 0) return [];
  const names = fresh.map((id) => nameOf(world, id)).join('、');
  const who = nameOf(world, by);
  return addMembers(sandbox, group, newcomers, {
    how: 'invited',
    by: inviter ? 'member' : 'customer',
    notice: way === 'direct' ? `${who}邀请${names}加入了群聊` : `${names}通过${who}的邀请链接加入了群聊`,
    text: `${who} 邀请 ${names} 进入客户群「${groupTitle(sandbox, group)}」`,
  });
}
