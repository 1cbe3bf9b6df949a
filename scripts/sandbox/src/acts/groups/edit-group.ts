import { nameOf } from '../../callback/callback-sentence.ts';
import { tellGroupChanged } from '../../callback/group-events.ts';
import type { Sandbox } from '../../sandbox.ts';
import { isIn } from '../../world/group-store.ts';
import type { GroupChat } from '../../world/group-types.ts';
import { ActError } from '../act-error.ts';
import { addGroupNotice } from './group-message.ts';
import { groupTitle, requireManager, requireOpen } from './group-rules.ts';

export interface GroupEdit {
  name?: string;
  notice?: string;
  owner?: string;
  /** Nothing tells of the three below. */
  admins?: string[];
  welcomeTemplateId?: string;
  capacity?: number;
  status?: number;
}

/** What owner and admins change in the client; one event for each of owner, name and notice that is new. */
export function editGroup(sandbox: Sandbox, group: GroupChat, by: string, edit: GroupEdit): string[] {
  requireOpen(group);
  requireManager(sandbox, group, by);
  check(sandbox, group, by, edit);
  const { world } = sandbox;
  const who = nameOf(world, by);
  const callbacks: string[] = [];
  const lag = sandbox.settings.groupDetailLagMs;
  const before = group.owner;
  if (edit.name !== undefined && edit.name !== group.name) {
    sandbox.groupDetails.keep(group, lag);
    group.name = edit.name;
    tell(sandbox, group, 'renamed', `${who}修改群名为「${edit.name}」`, `${who} 把客户群改名为「${edit.name}」`);
    callbacks.push(...tellGroupChanged(sandbox, group, 'change_name'));
  }
  if (edit.notice !== undefined && edit.notice !== group.notice) {
    sandbox.groupDetails.keep(group, lag);
    group.notice = edit.notice;
    const notice = edit.notice ? `群公告:${edit.notice}` : `${who}删除了群公告`;
    tell(sandbox, group, 'notice', notice, `${who} 改了客户群「${groupTitle(sandbox, group)}」的公告`);
    callbacks.push(...tellGroupChanged(sandbox, group, 'change_notice'));
  }
  const owner = edit.owner === undefined ? undefined : world.member(edit.owner);
  if (owner && owner.userId !== group.owner) {
    sandbox.groupDetails.keep(group, lag);
    group.owner = owner.userId;
    group.admins = group.admins.filter((userId) => userId !== owner.userId);
    group.status = 0;
    const text = `客户群「${groupTitle(sandbox, group)}」的群主由 ${nameOf(world, before)} 换成 ${owner.name}`;
    tell(sandbox, group, 'owner', `${owner.name}已成为新群主`, text);
    callbacks.push(...tellGroupChanged(sandbox, group, 'change_owner', before));
  }
  if (edit.admins) group.admins = edit.admins;
  if (edit.welcomeTemplateId !== undefined) group.welcomeTemplateId = edit.welcomeTemplateId;
  if (edit.capacity !== undefined) group.capacity = edit.capacity;
  if (edit.status !== undefined) group.status = edit.status as GroupChat['status'];
  world.groups.put(group);
  return callbacks;
}

function check(sandbox: Sandbox, group: GroupChat, by: string, edit: GroupEdit): void {
  const { world } = sandbox;
  if (edit.owner !== undefined) {
    const owner = world.member(edit.owner);
    if (!owner || !isIn(group, owner.userId)) throw new ActError('conflict', '新群主须是群里的员工', 'owner');
    // The owner hands it on; when the owner has left the company, an admin may.
    if (by !== group.owner && group.status === 0) throw new ActError('conflict', '只有群主可以转让', 'owner');
  }
  for (const userId of edit.admins ?? []) {
    if (!world.member(userId) || !isIn(group, userId)) throw new ActError('conflict', '管理员须是群里的员工', 'admins');
  }
  if (edit.welcomeTemplateId && !world.groupWelcomes.has(edit.welcomeTemplateId))
    throw new ActError('not_found', '没有这个入群欢迎语', 'welcomeTemplateId');
  if (edit.capacity !== undefined && !(Number.isInteger(edit.capacity) && edit.capacity >= 0))
    throw new ActError('invalid', '人数上限应为正整数', 'capacity');
  if (edit.status !== undefined && ![0, 1, 2, 3].includes(edit.status))
    throw new ActError('invalid', '状态只能是 0、1、2、3', 'status');
}

function tell(
  sandbox: Sandbox,
  group: GroupChat,
  change: 'renamed' | 'notice' | 'owner',
  notice: string,
  text: string,
): void {
  sandbox.world.groups.put(group);
  addGroupNotice(sandbox, group, notice);
  sandbox.live.tell({ kind: 'group', chatId: group.chatId, change, by: 'member', ids: [], text });
}
