import { useSelection } from '../api/selection.tsx';
import { useResource } from '../api/use-resource.ts';
import { useNow, useWorld } from '../api/world.tsx';
import { GroupRow } from '../chat/group-row.tsx';
import { useUnreadChats } from '../chat/use-chat.ts';
import { useGroups } from '../chat/use-group.ts';
import { Avatar } from '../ui/avatar.tsx';
import { sayContent } from '../../src/control/say-content.ts';
import { EmptyState, SkeletonRows } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';
import { formatWhenShort } from '../ui/time.ts';
import { previewOf } from '../chat/preview.ts';
import type { PhoneView } from './phone-view.ts';

const neverOpen = () => false;

/** WeChat's first tab: the customer's groups and conversations with members of the corp, and the scanner. */
export function ChatsScreen({ go }: { go: (view: PhoneView) => void }) {
  const { customerId } = useSelection();
  const { overview } = useWorld();
  const now = useNow(30_000);
  const chats = useResource(
    'GET /control/chats',
    { query: { customer: customerId } },
    (event) => (event.kind === 'chat' || event.kind === 'relation') && event.externalUserId === customerId,
  );
  const friends = useResource(
    'GET /control/customers/:externalUserId/friend-chats',
    { params: { externalUserId: customerId } },
    (event) => event.kind === 'friend-chat' && [event.message.from, event.message.to].includes(customerId),
  );
  const groups = useGroups(customerId);
  const { unread } = useUnreadChats('customer', neverOpen);
  return (
    <div className="screen">
      <header className="screen-head">
        <h3>微信</h3>
      </header>
      <div className="screen-body">
        {chats.error ? (
          <EmptyState
            title="消息没有加载出来"
            text={chats.error.message}
            action={
              <button type="button" className="plain-button" onClick={chats.reload}>
                再试一次
              </button>
            }
          />
        ) : null}
        {!chats.data && !chats.error ? <SkeletonRows /> : null}
        {chats.data?.items.length === 0 && !groups.data?.items.length && !friends.data?.items.length ? (
          <EmptyState title="还没有对话" text={`扫一扫${overview.corp.name}的渠道活码，添加一位员工。`} />
        ) : null}
        <ul className="rows">
          {groups.data?.items.map((group) => (
            <li key={group.chatId}>
              <GroupRow group={group} now={now} size={44} onOpen={() => go({ name: 'group', chatId: group.chatId })} />
            </li>
          ))}
          {friends.data?.items.map((friend) => (
            <li key={friend.externalUserId}>
              <button
                type="button"
                className="row"
                onClick={() => go({ name: 'friend', otherId: friend.externalUserId })}
              >
                <span className="row-face">
                  <Avatar name={friend.name} src={friend.avatar} size={44} />
                </span>
                <span className="row-words">
                  <span className="row-top">
                    <span className="row-name">{friend.name}</span>
                    <time>{formatWhenShort(friend.lastMessage.at, now)}</time>
                  </span>
                  <span className="row-preview">{sayContent(friend.lastMessage.content)}</span>
                </span>
              </button>
            </li>
          ))}
          {chats.data?.items.map((chat) => (
            <li key={chat.userId}>
              <button type="button" className="row" onClick={() => go({ name: 'chat', userId: chat.userId })}>
                <span className="row-face">
                  <Avatar name={chat.memberName} src={chat.memberAvatar} size={44} />
                  {unread[`${chat.userId}/${customerId}`] ? (
                    <span className="dot">{unread[`${chat.userId}/${customerId}`]}</span>
                  ) : null}
                </span>
                <span className="row-words">
                  <span className="row-top">
                    <span className="row-name">
                      {chat.memberName}
                      <span className="corp-mark">@{overview.corp.name}</span>
                    </span>
                    <time>{formatWhenShort(chat.lastAt, now)}</time>
                  </span>
                  <span className="row-preview">{previewOf(chat.lastMessage)}</span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      </div>
      <footer className="phone-dock">
        <button type="button" className="scan-button" data-tour="phone-scan" onClick={() => go({ name: 'scan' })}>
          <Icon name="scan" size={20} />
          扫一扫
        </button>
        <button type="button" className="mini-button" onClick={() => go({ name: 'moments' })}>
          <Icon name="moments" size={18} />
          朋友圈
        </button>
        <button type="button" className="mini-button" onClick={() => go({ name: 'mini', back: { name: 'chats' } })}>
          <Icon name="apps" size={18} />
          小程序
        </button>
      </footer>
    </div>
  );
}
