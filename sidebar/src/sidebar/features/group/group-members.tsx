import type { GroupMemberView } from '@zhike/shared/contracts/group-chat';
import { useState } from 'react';
import { useNow } from '../../../shared/clock/business-clock.ts';
import { exactTime, sayTime } from '../../../shared/format/time.ts';
import { Failed } from '../../../shared/states/failed.tsx';
import { Skeleton } from '../../../shared/states/skeleton.tsx';
import { StateView } from '../../../shared/states/state-view.tsx';
import { Avatar } from '../../components/avatar.tsx';
import { ChipRow } from '../../components/chip-row.tsx';
import { LoadMore } from '../../components/load-more.tsx';
import { useDebounced } from '../../components/use-debounced.ts';
import { useGroupMembers } from './api/list-group-members.ts';
import './group.css';

const kinds = [
  { id: 'all', label: '全部' },
  { id: 'customers', label: '客户' },
  { id: 'unknown', label: '还不是客户' },
  { id: 'members', label: '同事' },
] as const;

/** WeCom's numbers (doc 92122). */
const JOINED_BY: Record<number, string> = { 1: '被邀请', 2: '邀请链接', 3: '扫码' };

/** Who is in the group; whoever came `since` is marked as new, a customer opens by a tap. */
export function GroupMembers({ chatId, since }: { chatId: string; since: number }) {
  const now = useNow();
  const [who, setWho] = useState<(typeof kinds)[number]['id']>('all');
  const [search, setSearch] = useState('');
  const q = useDebounced(search.trim());
  const members = useGroupMembers(chatId, { q: q || undefined, who });
  const rows = members.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <div className="group-search">
        <input
          className="input"
          type="search"
          aria-label="搜索群成员"
          placeholder="搜索昵称"
          maxLength={40}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </div>
      <ChipRow label="群成员" chips={kinds} current={who} onChange={setWho} />
      {members.isPending ? <Skeleton avatar lines={4} /> : null}
      {members.isError && !members.data ? (
        <Failed error={members.error} onRetry={() => void members.refetch()} />
      ) : null}
      {members.data && rows.length === 0 ? <StateView title={q ? `没有找到「${q}」` : '这里还没有人'} /> : null}
      <ul className="group-members">
        {rows.map((member) => (
          <li key={member.memberId}>
            <Line member={member} isNew={member.kind === 'external' && member.joinedAt > since} now={now} />
          </li>
        ))}
      </ul>
      <LoadMore
        hasMore={members.hasNextPage}
        isLoading={members.isFetchingNextPage}
        isFailed={members.isFetchNextPageError}
        onMore={() => void members.fetchNextPage()}
      />
    </>
  );
}

const roles = { owner: '群主', admin: '管理员' };

function Line({ member, isNew, now }: { member: GroupMemberView; isNew: boolean; now: number }) {
  const { customer, role, joinScene, inviter, joinedAt } = member;
  const name = member.nickname ?? member.name ?? '未知昵称';
  const content = (
    <>
      <Avatar src={member.avatar} name={name} size={40} />
      <span className="group-member-who">
        <span className="group-member-name">
          {name}
          {isNew ? <span className="group-new">新</span> : null}
          {role ? <span className="quiet small">{roles[role]}</span> : null}
        </span>
        <span className="quiet small">
          <time title={exactTime(joinedAt)}>{sayTime(joinedAt, now)}</time> {JOINED_BY[joinScene] ?? '进群'}
          {inviter ? ` · ${inviter.name}邀请` : ''}
        </span>
      </span>
      <span className="group-member-what">
        {member.kind === 'member' ? '同事' : member.isCustomer ? (customer?.stage?.name ?? '客户') : '还不是客户'}
      </span>
    </>
  );
  return customer ? (
    <a className="group-member" href={`#/customers/${customer.id}`}>
      {content}
    </a>
  ) : (
    <div className="group-member">{content}</div>
  );
}
