import type { GroupMemberView, GroupView } from '../../src/control/views-groups.ts';
import { control } from '../api/control.ts';
import { useNow } from '../api/world.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { formatWhenShort } from '../ui/time.ts';
import { useAction } from '../ui/use-action.ts';

const SHOWN = 200;
const ROLES = { owner: '群主', admin: '管理员', member: '' } as const;

/** Who is in the group, how they came, and for owner and admins the door. */
export function GroupMembers({ group, memberId }: { group: GroupView; memberId: string }) {
  const now = useNow(60_000);
  const { busy, run } = useAction();
  const role = group.members.find((member) => member.id === memberId)?.role;
  const mayRemove = !group.dismissed && (role === 'owner' || role === 'admin');
  const remove = (member: GroupMemberView) =>
    run(
      () =>
        control('POST /control/groups/:chatId/remove', {
          params: { chatId: group.chatId },
          body: { by: memberId, ids: [member.id] },
        }),
      `已移出 ${member.name}`,
    );
  return (
    <ul className="group-members" aria-label="群成员">
      {group.members.slice(0, SHOWN).map((member) => (
        <li key={member.id}>
          <Avatar name={member.name} src={member.avatar} size={32} />
          <span className="row-words">
            <span className="row-name">
              {member.name}
              {member.type === 1 ? <i className="corp-dot" title="企业员工" /> : null}
              {ROLES[member.role] ? <span className="group-role">{ROLES[member.role]}</span> : null}
            </span>
            <span className="row-preview">
              {howCame(member)} · {formatWhenShort(member.joinedAt, now)}
            </span>
          </span>
          {mayRemove && member.role !== 'owner' && member.id !== memberId ? (
            <button
              type="button"
              className="text-button"
              disabled={busy}
              aria-label={`移出 ${member.name}`}
              onClick={() => void remove(member)}
            >
              移出
            </button>
          ) : null}
        </li>
      ))}
      {group.members.length > SHOWN ? <li className="picker-none">还有 {group.members.length - SHOWN} 人</li> : null}
    </ul>
  );
}

function howCame(member: GroupMemberView): string {
  if (member.role === 'owner' && !member.inviterName) return '创建者';
  if (member.joinScene === 3) return member.state ? `扫码进群（${member.state}）` : '扫码进群';
  const how = member.joinScene === 2 ? '点邀请链接进群' : '邀请进群';
  return member.inviterName ? `${member.inviterName} ${how}` : how;
}
