import { useState } from 'react';
import { useResource } from '../api/use-resource.ts';
import { Avatar } from '../ui/avatar.tsx';
import { EmptyState, SkeletonRows } from '../ui/empty-state.tsx';

interface FriendChooserProps {
  memberId: string;
  /** Who is there already and cannot be chosen. */
  present: string[];
  chosen: string[];
  onChange: (chosen: string[]) => void;
}

/** The rep's own customers, to tick. */
export function FriendChooser({ memberId, present, chosen, onChange }: FriendChooserProps) {
  const [search, setSearch] = useState('');
  const friends = useResource(
    'GET /control/chats',
    { query: { member: memberId, search: search.trim(), limit: '200' } },
    (event) => event.kind === 'relation' && event.userId === memberId,
  );
  const choosable = friends.data?.items.filter(
    (chat) => chat.relation === 'friend' && !present.includes(chat.externalUserId),
  );
  const toggle = (id: string) =>
    onChange(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);
  return (
    <div className="friend-chooser">
      <input
        type="search"
        className="text-field"
        value={search}
        placeholder="找客户"
        aria-label="找客户"
        onChange={(event) => setSearch(event.target.value)}
      />
      {!friends.data && !friends.error ? <SkeletonRows count={3} /> : null}
      {friends.error ? <EmptyState title="客户没有加载出来" text={friends.error.message} /> : null}
      {choosable?.length === 0 ? (
        <EmptyState title={search ? '没有找到' : '没有可以邀请的客户'} text="只能直接邀请自己的好友。" />
      ) : null}
      <ul className="group-members">
        {choosable?.map((chat) => (
          <li key={chat.externalUserId}>
            <label>
              <input
                type="checkbox"
                checked={chosen.includes(chat.externalUserId)}
                onChange={() => toggle(chat.externalUserId)}
              />
              <Avatar name={chat.customerName} src={chat.customerAvatar} size={32} />
              <span className="row-name">{chat.remark || chat.customerName}</span>
            </label>
          </li>
        ))}
      </ul>
    </div>
  );
}
