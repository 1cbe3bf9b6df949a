import type { GroupMemberView } from '@zhike/shared/contracts/group-chat';
import { useState } from 'react';
import { Link } from 'react-router';
import { StateView } from '../../../shared/states/state-view.tsx';
import { Avatar } from '../../components/avatar.tsx';
import { EndlessList } from '../../components/endless-list.tsx';
import { Moment } from '../../components/figures.tsx';
import { FilterChips } from '../../components/filter-chips.tsx';
import { Card } from '../../components/page.tsx';
import { Pill } from '../../components/pill.tsx';
import { SearchBox } from '../../components/search-box.tsx';
import { type MemberFilter, useGroupMembers } from './api/list-group-members.ts';
import { sayJoining, sayLeaving } from './say-group.ts';
import './group.css';

const kinds: readonly { value: MemberFilter['who'] | 'left'; label: string }[] = [
  { value: 'all', label: '全部' },
  { value: 'customers', label: '客户' },
  { value: 'unknown', label: '还不是客户' },
  { value: 'members', label: '同事' },
  { value: 'left', label: '已退群' },
];

/** Who is in the group, and who was. */
export function MembersCard({ chatId, memberCount }: { chatId: string; memberCount: number }) {
  const [kind, setKind] = useState<(typeof kinds)[number]['value']>('all');
  const [q, setQ] = useState('');
  const members = useGroupMembers(chatId, {
    q: q || undefined,
    presence: kind === 'left' ? 'left' : 'in',
    who: kind === 'left' ? 'all' : kind,
  });
  return (
    <Card flush title={`群成员(${memberCount})`}>
      <div className="filters group-filters">
        <SearchBox value={q} onChange={setQ} placeholder="搜索昵称" />
        <FilterChips label="成员" options={kinds} value={kind} onChange={setKind} />
      </div>
      <EndlessList query={members} empty={<StateView title={q ? '没有这样的成员' : '这里还没有人'} />}>
        {(items) => (
          <ul>
            {items.map((member) => (
              <Member key={member.memberId} member={member} />
            ))}
          </ul>
        )}
      </EndlessList>
    </Card>
  );
}

const roles = { owner: '群主', admin: '管理员' };

function Member({ member }: { member: GroupMemberView }) {
  const { customer, nickname, leftAt } = member;
  const name = member.name ?? nickname ?? '未知昵称';
  return (
    <li className="group-member">
      <Avatar name={name} src={member.avatar} size={32} />
      <span className="group-member-words">
        <span className="table-person">
          {customer ? <Link to={`/customers/${customer.id}`}>{name}</Link> : name}
          {member.role ? <Pill tone="brand">{roles[member.role]}</Pill> : null}
          {member.kind === 'member' ? <Pill>同事</Pill> : null}
          {member.isCustomer ? <Pill tone="good">{customer?.stage?.name ?? '客户'}</Pill> : null}
        </span>
        <span className="fine">
          {nickname && nickname !== name ? `群昵称 ${nickname} · ` : ''}
          {leftAt === null ? sayJoining(member) : sayLeaving(member)}
        </span>
      </span>
      <span className="fine">
        <Moment at={leftAt ?? member.joinedAt} />
      </span>
    </li>
  );
}
