import { nameOf } from '../../callback/callback-sentence.ts';
import { tellGroupDismissed } from '../../callback/group-events.ts';
import type { Sandbox } from '../../sandbox.ts';
import { isIn } from '../../world/group-store.ts';
import type { GroupChat } from '../../world/group-types.ts';
import { ActError } from '../act-error.ts';
import { takeMembers } from './change-members.ts';
import { addGroupNotice } from './group-message.ts';
import { groupTitle, requireManager, requireOpen } from './group-rules.ts';

export function leaveGroup(sandbox: Sandbox, group: GroupChat, id: string): string[] {
  requireOpen(group);
  const name = nameOf(sandbox.world, id);
  if (!isIn(group, id)) throw new ActError('conflict', `${name} 不在这个群里`);
  if (id === group.owner) throw new ActError('conflict', '群主不能直接退群,请先转让群主或解散群聊');
  return takeMembers(sandbox, group, [id], {
    how: 'left',
    by: sandbox.world.member(id) ? 'member' : 'customer',
    notice: `${name}退出了群聊`,
    text: `${name} 退出了客户群「${groupTitle(sandbox, group)}」`,
  });
}

export function removeFromGroup(sandbox: Sandbox, group: GroupChat, by: string, ids: string[]): string[] {
  requireOpen(group);
  requireManager(sandbox, group, by);
  const present = [...new Set(ids)].filter((id) => isIn(group, id));
  if (present.length === 0) throw new ActError('conflict', '要移出的人不在这个群里', 'ids');
  if (present.includes(group.owner)) throw new ActError('conflict', '不能移出群主', 'ids');
  const names = present.map((id) => nameOf(sandbox.world, id)).join('、');
  const who = nameOf(sandbox.world, by);
  return takeMembers(sandbox, group, present, {
    how: 'removed',
    by: 'member',
    notice: `${who}将${names}移出了群聊`,
    text: `${who} 把 ${names} 移出客户群「${groupTitle(sandbox, group)}」`,
  });
}

/** Everybody is out at once; the record stays, so that "dismissed" can be told from "never existed". */
export function dismissGroup(sandbox: Sandbox, group: GroupChat, by: string): string[] {
  requireOpen(group);
  if (by !== group.owner) throw new ActError('conflict', '只有群主可以解散群聊', 'by');
  group.dismissed = true;
  sandbox.world.groups.put(group);
  addGroupNotice(sandbox, group, '群主解散了群聊');
  const text = `${nameOf(sandbox.world, by)} 解散了客户群「${groupTitle(sandbox, group)}」`;
  sandbox.live.tell({ kind: 'group', chatId: group.chatId, change: 'dismissed', by: 'member', ids: [], text });
  return tellGroupDismissed(sandbox, group);
}
