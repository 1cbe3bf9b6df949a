import { useState } from 'react';
import { control } from '../api/control.ts';
import { useSelection } from '../api/selection.tsx';
import { useCustomer } from '../api/world.tsx';
import { AttachMenu } from '../chat/attach-menu.tsx';
import { Composer } from '../chat/composer.tsx';
import { GroupMessageList } from '../chat/group-message-list.tsx';
import { ImageViewer } from '../chat/image-viewer.tsx';
import { useGroup } from '../chat/use-group.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { EmptyState, SkeletonRows } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';
import { Popover } from '../ui/popover.tsx';
import { useAction } from '../ui/use-action.ts';
import type { PhoneView } from './phone-view.ts';

/** The customer's side of a group chat. */
export function GroupScreen({ chatId, go }: { chatId: string; go: (view: PhoneView) => void }) {
  const { customerId, openGroup, setPane } = useSelection();
  const [image, setImage] = useState('');
  const customer = useCustomer(customerId);
  const [leaving, setLeaving] = useState(false);
  const { run } = useAction();
  const { group, messages, send, sendContent, recall } = useGroup(chatId, customerId);
  const shown = group.data;
  const agreed = shown?.agreed.includes(customerId) ?? false;
  const isIn = shown?.members.some((member) => member.id === customerId) ?? true;

  return (
    <div className="screen screen-chat">
      <header className="screen-head">
        <button type="button" className="icon-button" aria-label="返回聊天列表" onClick={() => go({ name: 'chats' })}>
          <Icon name="back" />
        </button>
        <h3>
          {shown?.title ?? '群聊'}
          {shown ? <span className="group-count">({shown.memberCount})</span> : null}
        </h3>
        <Popover className="icon-button" title="更多" align="right" label={<Icon name="more" />}>
          {(close) => (
            <ul className="menu">
              {shown ? (
                <li>
                  <button
                    type="button"
                    onClick={() => {
                      openGroup(shown.owner, chatId);
                      setPane('wecom');
                      close();
                    }}
                  >
                    在右边打开 {shown.ownerName} 的企业微信
                  </button>
                </li>
              ) : null}
              {shown?.archived && isIn ? (
                <li>
                  <button
                    type="button"
                    onClick={() => {
                      close();
                      const agree = !agreed;
                      void run(
                        () =>
                          control('POST /control/archive/room-consent', {
                            body: { roomId: chatId, externalUserId: customerId, agree },
                          }),
                        agree ? '已同意存档' : '不再存档',
                      );
                    }}
                  >
                    {agreed ? '不同意会话存档' : '同意会话存档'}
                  </button>
                </li>
              ) : null}
              <li>
                <button
                  type="button"
                  className="menu-danger"
                  onClick={() => {
                    close();
                    setLeaving(true);
                  }}
                >
                  退出群聊
                </button>
              </li>
            </ul>
          )}
        </Popover>
      </header>
      {shown?.notice ? <p className="group-notice">群公告：{shown.notice}</p> : null}
      {messages.data ? (
        <GroupMessageList
          messages={messages.data.items}
          selfId={customerId}
          onRecall={recall}
          onOpenLink={(url) => go({ name: 'web', url, back: { name: 'group', chatId } })}
          onOpenMini={(card) => go({ name: 'mini', card, back: { name: 'group', chatId } })}
          onOpenImage={setImage}
        />
      ) : messages.error ? (
        <EmptyState title="消息没有加载出来" text={messages.error.message} />
      ) : (
        <SkeletonRows count={3} />
      )}
      {shown?.dismissed ? (
        <p className="chat-closed">群聊已经解散</p>
      ) : isIn ? (
        <Composer
          placeholder="在群里说点什么"
          onSend={send}
          attach={
            <AttachMenu
              card={{ kind: 'card', id: customerId, name: customer?.name ?? '', corpName: customer?.corpName ?? '' }}
              onSend={sendContent}
            />
          }
        />
      ) : (
        <p className="chat-closed">你已不在这个群里</p>
      )}
      {image ? <ImageViewer url={image} onClose={() => setImage('')} /> : null}
      {leaving ? (
        <ConfirmDialog
          title={`退出「${shown?.title ?? '群聊'}」？`}
          text="群里的其他客户不会收到提示，企业微信会把「客户退群」通知给知客。"
          action="退出"
          onClose={() => setLeaving(false)}
          onConfirm={async () => {
            setLeaving(false);
            const gone = await run(
              () => control('POST /control/groups/:chatId/leave', { params: { chatId }, body: { id: customerId } }),
              '已退出',
            );
            if (gone) go({ name: 'chats' });
          }}
        />
      ) : null}
    </div>
  );
}
