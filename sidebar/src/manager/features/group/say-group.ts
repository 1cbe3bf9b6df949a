import type { GroupChangeView, GroupMemberView, GroupStatus } from '@zhike/shared/contracts/group-chat';
import type { PillTone } from '../../components/pill.tsx';

export const groupStatuses: Record<GroupStatus, { label: string; tone: PillTone }> = {
  normal: { label: '正常', tone: 'good' },
  owner_left: { label: '群主已离职', tone: 'warning' },
  unreadable: { label: '可能不是最新', tone: 'bad' },
  dismissed: { label: '已解散', tone: 'plain' },
};

export const groupName = (name: string) => name || '未命名的群';

/** WeCom's numbers (doc 92122); others may come. */
const JOINED_BY: Record<number, string> = { 1: '被邀请进群', 2: '通过邀请链接', 3: '扫群二维码' };
const LEFT_HOW = { self: '自己退出', removed: '被移出', ended: '群已解散' };

export function sayJoining({ joinScene, inviter }: Pick<GroupMemberView, 'joinScene' | 'inviter'>): string {
  const how = JOINED_BY[joinScene] ?? '进群';
  return inviter ? `${how} · ${inviter.name}邀请` : how;
}

export const sayLeaving = ({ leftHow }: Pick<GroupMemberView, 'leftHow'>) => (leftHow ? LEFT_HOW[leftHow] : '离开了群');

export function sayChange({ kind, from, to }: GroupChangeView): string {
  switch (kind) {
    case 'created':
      return to ? `建群,群主${to.name}` : '建群';
    case 'name':
      return '修改了群名';
    case 'notice':
      return '修改了群公告';
    case 'owner':
      return `群主 ${from?.name ?? '无'} → ${to?.name ?? '无'}`;
    case 'admins':
      return '修改了管理员';
    case 'status':
      return '继承状态有变化';
    case 'dismissed':
      return '群已解散';
    case 'revived':
      return '群恢复可用';
  }
}
