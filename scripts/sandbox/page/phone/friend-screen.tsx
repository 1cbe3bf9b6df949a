import { useState } from 'react';
import { control } from '../api/control.ts';
import { useSelection } from '../api/selection.tsx';
import { useResource } from '../api/use-resource.ts';
import { useCustomer } from '../api/world.tsx';
import { Composer } from '../chat/composer.tsx';
import { ConversationLog } from '../chat/conversation-log.tsx';
import { ImageViewer } from '../chat/image-viewer.tsx';
import { MessageContent } from '../chat/message-content.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { EmptyState, SkeletonRows } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';
import { Popover } from '../ui/popover.tsx';
import { formatExact } from '../ui/time.ts';
import { useAction } from '../ui/use-action.ts';
import type { PhoneView } from './phone-view.ts';

/** A chat with another WeChat user: WeCom and the CRM learn nothing of it. */
export function FriendScreen({ otherId, go }: { otherId: string; go: (view: PhoneView) => void }) {
  const { customerId, chooseCustomer } = useSelection();
  const me = useCustomer(customerId);
  const other = useCustomer(otherId);
  const [image, setImage] = useState('');
  const { run } = useAction();
  const params = { externalUserId: customerId, otherId };
  const chat = useResource(
    'GET /control/customers/:externalUserId/friend-chats/:otherId/messages',
    { params },
    (event) => event.kind === 'friend-chat' && [event.message.from, event.message.to].includes(otherId),
  );
  const send = (text: string) =>
    run(() =>
      control('POST /control/customers/:externalUserId/friend-chats/:otherId/messages', { params, body: { text } }),
    );
  return (
    <div className="screen screen-chat">
      <header className="screen-head">
        <button type="button" className="icon-button" aria-label="返回聊天列表" onClick={() => go({ name: 'chats' })}>
          <Icon name="back" />
        </button>
        <h3>{other?.name ?? '微信好友'}</h3>
        <Popover className="icon-button" title="更多" align="right" label={<Icon name="more" />}>
          {() => (
            <ul className="menu">
              <li>
                <button type="button" onClick={() => chooseCustomer(otherId)}>
                  换成 {other?.name ?? '对方'} 的手机
                </button>
              </li>
            </ul>
          )}
        </Popover>
      </header>
      {chat.data ? (
        <ConversationLog label="微信聊天记录" messages={chat.data.items}>
          {(message) => {
            const isSelf = message.from === customerId;
            const face = isSelf ? me : other;
            return (
              <div className={isSelf ? 'message message-self' : 'message'} title={formatExact(message.at)}>
                <Avatar name={face?.name ?? '?'} src={face?.avatar} size={34} />
                <div className="message-body">
                  <MessageContent
                    content={message.content}
                    onOpenLink={(url) => go({ name: 'web', url, back: { name: 'friend', otherId } })}
                    onOpenMini={(card) => go({ name: 'mini', card, back: { name: 'friend', otherId } })}
                    onOpenImage={setImage}
                  />
                </div>
              </div>
            );
          }}
        </ConversationLog>
      ) : chat.error ? (
        <EmptyState title="消息没有加载出来" text={chat.error.message} />
      ) : (
        <SkeletonRows count={3} />
      )}
      <Composer placeholder="发消息" onSend={send} />
      {image ? <ImageViewer url={image} onClose={() => setImage('')} /> : null}
    </div>
  );
}
