import { useState } from 'react';
import { control } from '../api/control.ts';
import { useSelection } from '../api/selection.tsx';
import { useCustomer, useWorld } from '../api/world.tsx';
import { AttachMenu } from '../chat/attach-menu.tsx';
import { Composer } from '../chat/composer.tsx';
import { ImageViewer } from '../chat/image-viewer.tsx';
import { MessageList } from '../chat/message-list.tsx';
import { useChat } from '../chat/use-chat.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { EmptyState, SkeletonRows } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';
import { Popover } from '../ui/popover.tsx';
import { useAction } from '../ui/use-action.ts';
import type { PhoneView } from './phone-view.ts';

/** The customer's side of one conversation. */
export function ChatScreen({ userId, go }: { userId: string; go: (view: PhoneView) => void }) {
  const { overview, memberOf } = useWorld();
  const { customerId, openChat, setPane } = useSelection();
  const [image, setImage] = useState('');
  const [deleting, setDeleting] = useState(false);
  const { run } = useAction();
  const chat = useChat(userId, customerId, 'customer');
  const member = memberOf(userId);
  const customer = useCustomer(customerId);
  const relation = chat.data?.relation ?? null;
  const friend = { externalUserId: customerId, userId };

  return (
    <div className="screen screen-chat">
      <header className="screen-head">
        <button type="button" className="icon-button" aria-label="返回聊天列表" onClick={() => go({ name: 'chats' })}>
          <Icon name="back" />
        </button>
        <h3>
          {member?.name ?? userId}
          <span className="corp-mark">@{overview.corp.name}</span>
        </h3>
        <Popover className="icon-button" title="更多" align="right" label={<Icon name="more" />}>
          {(close) => (
            <ul className="menu">
              <li>
                <button
                  type="button"
                  onClick={() => {
                    openChat(userId, customerId);
                    setPane('wecom');
                    close();
                  }}
                >
                  在右边打开 {member?.name ?? '员工'} 的企业微信
                </button>
              </li>
              {member?.archived && relation?.state === 'friend' ? (
                <li>
                  <button
                    type="button"
                    onClick={() => {
                      close();
                      const agree = !relation.consented;
                      void run(
                        () => control('POST /control/friends/consent', { body: { ...friend, agree } }),
                        agree ? '已同意存档' : '不再存档',
                      );
                    }}
                  >
                    {relation.consented ? '不同意会话存档' : '同意会话存档'}
                  </button>
                </li>
              ) : null}
              <li>
                <button
                  type="button"
                  className="menu-danger"
                  onClick={() => {
                    close();
                    setDeleting(true);
                  }}
                >
                  删除联系人
                </button>
              </li>
            </ul>
          )}
        </Popover>
      </header>
      {chat.data ? (
        <MessageList
          messages={chat.data.items}
          self="customer"
          member={{ name: member?.name ?? userId, avatar: member?.avatar ?? '' }}
          customer={{ name: customer?.name ?? '', avatar: customer?.avatar ?? '' }}
          onRecall={(id) => void chat.recall(id)}
          onOpenLink={(url) => go({ name: 'web', url, back: { name: 'chat', userId } })}
          onOpenMini={(card) => go({ name: 'mini', card, back: { name: 'chat', userId } })}
          onOpenImage={setImage}
        />
      ) : chat.error ? (
        <EmptyState title="消息没有加载出来" text={chat.error.message} />
      ) : (
        <SkeletonRows count={3} />
      )}
      {relation === null && chat.data ? (
        <p className="chat-closed">你们还不是好友</p>
      ) : (
        <Composer
          placeholder="发消息"
          onSend={chat.send}
          attach={
            <AttachMenu
              card={{ kind: 'card', id: customerId, name: customer?.name ?? '', corpName: customer?.corpName ?? '' }}
              onSend={chat.sendContent}
            />
          }
        />
      )}
      {image ? <ImageViewer url={image} onClose={() => setImage('')} /> : null}
      {deleting ? (
        <ConfirmDialog
          title={`删除联系人「${member?.name ?? userId}」？`}
          text="员工那边不会收到提示，企业微信会把「客户删除了员工」通知给知客。"
          action="删除"
          onClose={() => setDeleting(false)}
          onConfirm={async () => {
            setDeleting(false);
            const gone = await run(
              () => control('POST /control/friends/delete', { body: { ...friend, by: 'customer' } }),
              '已删除',
            );
            if (gone) go({ name: 'chats' });
          }}
        />
      ) : null}
    </div>
  );
}
