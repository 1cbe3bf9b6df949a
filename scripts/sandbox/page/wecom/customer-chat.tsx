import { useState } from 'react';
import type { RelationView } from '../../src/control/views.ts';
import { control } from '../api/control.ts';
import { useSelection } from '../api/selection.tsx';
import { useCustomer, useWorld } from '../api/world.tsx';
import { AttachMenu } from '../chat/attach-menu.tsx';
import { Composer } from '../chat/composer.tsx';
import { ImageViewer } from '../chat/image-viewer.tsx';
import { MessageList } from '../chat/message-list.tsx';
import { useChat } from '../chat/use-chat.ts';
import { Avatar } from '../ui/avatar.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { EmptyState, SkeletonRows } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';
import { useAction } from '../ui/use-action.ts';
import { RemarkDialog } from './remark-dialog.tsx';
import { TagDialog } from './tag-dialog.tsx';

interface CustomerChatProps {
  memberId: string;
  externalUserId: string;
  onOpenLink: (url: string) => void;
}

type OpenDialog = 'none' | 'remark' | 'tags' | 'delete';

/** The rep's side of one conversation, with what WeCom itself lets her do to the contact. */
export function CustomerChat({ memberId, externalUserId, onOpenLink }: CustomerChatProps) {
  const { memberOf, overview } = useWorld();
  const { openConversation } = useSelection();
  const [dialog, setDialog] = useState<OpenDialog>('none');
  const [image, setImage] = useState('');
  const { run } = useAction();
  const chat = useChat(memberId, externalUserId, 'member');
  const member = memberOf(memberId);
  const customer = useCustomer(externalUserId);
  const relation = chat.data?.relation ?? null;
  const name = relation?.remark || customer?.name || '客户';
  const close = () => setDialog('none');

  return (
    <div className="chat">
      <header className="chat-head">
        <Avatar name={customer?.name ?? '客'} src={customer?.avatar} size={34} />
        <span className="chat-title">
          <b>
            {name}
            <span className="wechat-mark">{customer?.type === 2 ? `@${customer.corpName || '企业'}` : '@微信'}</span>
          </b>
          <small>{relation ? relation.tags.map((tag) => `#${tag.name}`).join(' ') || '还没有标签' : ''}</small>
        </span>
        {relation ? (
          <span className="chat-actions">
            <button
              type="button"
              className="icon-button"
              aria-label="设置备注"
              title="备注"
              onClick={() => setDialog('remark')}
            >
              <Icon name="edit" size={16} />
            </button>
            <button
              type="button"
              className="icon-button"
              aria-label="打标签"
              title="在企业微信里打标签"
              onClick={() => setDialog('tags')}
            >
              <Icon name="tag" size={16} />
            </button>
            <button
              type="button"
              className="icon-button"
              aria-label="删除客户"
              title="删除客户"
              onClick={() => setDialog('delete')}
            >
              <Icon name="bin" size={16} />
            </button>
          </span>
        ) : null}
      </header>
      <RelationNotice relation={relation} name={name} memberName={member?.name ?? ''} />
      {chat.data ? (
        <MessageList
          messages={chat.data.items}
          self="member"
          showOrigin
          member={{ name: member?.name ?? memberId, avatar: member?.avatar ?? '' }}
          customer={{ name: customer?.name ?? '', avatar: customer?.avatar ?? '' }}
          onRecall={(id) => void chat.recall(id)}
          onOpenLink={onOpenLink}
          onOpenImage={setImage}
        />
      ) : chat.error ? (
        <EmptyState title="聊天没有加载出来" text={chat.error.message} />
      ) : (
        <SkeletonRows count={3} />
      )}
      <Composer
        placeholder={`发消息给 ${name}`}
        disabled={!relation}
        onSend={chat.send}
        attach={
          <AttachMenu
            card={{ kind: 'card', id: memberId, name: member?.name ?? memberId, corpName: overview.corp.name }}
            onSend={chat.sendContent}
          />
        }
      />
      {dialog === 'remark' && relation ? <RemarkDialog relation={relation} onClose={close} /> : null}
      {dialog === 'tags' && relation ? <TagDialog relation={relation} onClose={close} /> : null}
      {dialog === 'delete' ? (
        <ConfirmDialog
          title={`删除客户「${name}」？`}
          text="客户那边不会收到提示。企业微信会把「员工删除了客户」通知给知客。"
          action="删除"
          onClose={close}
          onConfirm={async () => {
            close();
            const gone = await run(
              () =>
                control('POST /control/friends/delete', { body: { externalUserId, userId: memberId, by: 'member' } }),
              '已删除',
            );
            if (gone) openConversation({ kind: 'none' });
          }}
        />
      ) : null}
      {image ? <ImageViewer url={image} onClose={() => setImage('')} /> : null}
    </div>
  );
}

interface RelationNoticeProps {
  relation: RelationView | null;
  name: string;
  memberName: string;
}

/** A line for relations that are not simply friends. */
function RelationNotice({ relation, name, memberName }: RelationNoticeProps) {
  const { busy, run } = useAction();
  if (!relation || relation.state === 'friend') return null;
  if (relation.state === 'deleted_by_customer') {
    return (
      <p className="chat-notice">
        {name} 已经删除了 {memberName}，消息发不过去。
      </p>
    );
  }
  if (relation.state === 'deleted_by_member') return <p className="chat-notice">{memberName} 已经删除了这位客户。</p>;
  const { userId, externalUserId } = relation;
  return (
    <p className="chat-notice">
      {relation.state === 'waiting' ? `${name} 请求添加 ${memberName}` : `${name} 已添加 ${memberName}，还没有被确认`}
      <button
        type="button"
        className="main-button"
        disabled={busy}
        onClick={() =>
          void run(() => control('POST /control/friends/confirm', { body: { userId, externalUserId } }), '已通过')
        }
      >
        通过
      </button>
    </p>
  );
}
