import { useEffect, useState } from 'react';
import { useSelection } from '../api/selection.tsx';
import { useResource } from '../api/use-resource.ts';
import { useNow, useWorld } from '../api/world.tsx';
import { previewOf } from '../chat/preview.ts';
import { GroupRow } from '../chat/group-row.tsx';
import { useUnreadChats } from '../chat/use-chat.ts';
import { useGroups } from '../chat/use-group.ts';
import { Avatar } from '../ui/avatar.tsx';
import { EmptyState, SkeletonRows } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';
import { formatWhenShort } from '../ui/time.ts';
import { AppMark } from './app-mark.tsx';
import { ToolRow } from './tool-row.tsx';
import { useMassTasks, useMemberMoments } from './use-tasks.ts';
import { NewGroupDialog } from './new-group-dialog.tsx';

/** The rep's conversations: the app on top, then customer groups, then customers, newest first. */
export function ConversationList() {
  const { overview, memberOf } = useWorld();
  const { memberId, open, openConversation } = useSelection();
  const [search, setSearch] = useState('');
  const [creating, setCreating] = useState(false);
  const now = useNow(30_000);
  const chats = useResource(
    'GET /control/chats',
    { query: { member: memberId, search: search.trim(), limit: '100' } },
    (event) => (event.kind === 'chat' || event.kind === 'relation') && event.userId === memberId,
  );
  const groups = useGroups(memberId, search.trim());
  const massTasks = useMassTasks(memberId);
  const moments = useMemberMoments(memberId);
  const openCustomer = open.kind === 'customer' ? open.externalUserId : '';
  const { unread, markRead } = useUnreadChats(
    'member',
    (userId, customer) => userId === memberId && customer === openCustomer,
  );
  useEffect(() => {
    if (openCustomer) markRead(memberId, openCustomer);
  }, [memberId, openCustomer, markRead]);

  const unreadApp = memberOf(memberId)?.unreadAppMessages ?? 0;
  return (
    <nav className="conversations" aria-label="会话">
      <div className="conversations-head">
        <label className="search-field">
          <Icon name="search" size={16} />
          <input
            type="search"
            value={search}
            placeholder="搜索"
            aria-label="找客户、客户群"
            onChange={(event) => setSearch(event.target.value)}
          />
        </label>
        <button
          type="button"
          className="icon-button"
          aria-label="新建客户群"
          title="新建客户群"
          onClick={() => setCreating(true)}
        >
          <Icon name="plus" size={16} />
        </button>
      </div>
      <ul className="rows">
        <li>
          <button
            type="button"
            className="row"
            aria-current={open.kind === 'app'}
            data-tour="app-conversation"
            title={overview.corp.agentName}
            onClick={() => openConversation({ kind: 'app' })}
          >
            <span className="row-face">
              <AppMark size={40} />
              {unreadApp > 0 ? <span className="dot">{unreadApp > 99 ? '99+' : unreadApp}</span> : null}
            </span>
            <span className="row-words">
              <span className="row-name">{overview.corp.agentName}</span>
              <span className="row-preview">{unreadApp > 0 ? `${unreadApp} 条新提醒` : '应用消息'}</span>
            </span>
          </button>
        </li>
        {massTasks.data?.items.length ? (
          <li>
            <ToolRow
              icon="megaphone"
              name="群发助手"
              note="条群发等你发送"
              count={massTasks.data.waiting}
              current={open.kind === 'mass'}
              onOpen={() => openConversation({ kind: 'mass' })}
            />
          </li>
        ) : null}
        {moments.data?.items.length ? (
          <li>
            <ToolRow
              icon="moments"
              name="客户朋友圈"
              note="条朋友圈等你发表"
              count={moments.data.waiting}
              current={open.kind === 'moments'}
              onOpen={() => openConversation({ kind: 'moments' })}
            />
          </li>
        ) : null}
        {groups.data?.items.map((group) => (
          <li key={group.chatId}>
            <GroupRow
              group={group}
              now={now}
              size={40}
              current={open.kind === 'group' && open.chatId === group.chatId}
              onOpen={() => openConversation({ kind: 'group', chatId: group.chatId })}
            />
          </li>
        ))}
        {chats.data?.items.map((chat) => {
          const count = unread[`${memberId}/${chat.externalUserId}`];
          const name = chat.remark || chat.customerName;
          return (
            <li key={chat.externalUserId}>
              <button
                type="button"
                className="row"
                title={name}
                aria-current={openCustomer === chat.externalUserId}
                onClick={() => openConversation({ kind: 'customer', externalUserId: chat.externalUserId })}
              >
                <span className="row-face">
                  <Avatar name={chat.customerName} src={chat.customerAvatar} size={40} />
                  {count ? <span className="dot">{count}</span> : null}
                </span>
                <span className="row-words">
                  <span className="row-top">
                    <span className="row-name">{name}</span>
                    <time>{formatWhenShort(chat.lastAt, now)}</time>
                  </span>
                  <span className="row-preview">
                    {chat.relation === 'waiting' || chat.relation === 'half'
                      ? '请求添加你为联系人'
                      : previewOf(chat.lastMessage)}
                  </span>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {!chats.data && !chats.error ? <SkeletonRows count={6} /> : null}
      {chats.error ? <EmptyState title="会话没有加载出来" text={chats.error.message} /> : null}
      {chats.data?.items.length === 0 && !groups.data?.items.length ? (
        <EmptyState
          title={search ? '没有找到' : '还没有客户'}
          text={search ? undefined : '客户扫码添加后，对话会出现在这里。'}
        />
      ) : null}
      {creating ? <NewGroupDialog memberId={memberId} onClose={() => setCreating(false)} /> : null}
    </nav>
  );
}
