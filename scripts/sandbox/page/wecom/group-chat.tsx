import { useState } from 'react';
import { control } from '../api/control.ts';
import { useSelection } from '../api/selection.tsx';
import { useWorld } from '../api/world.tsx';
import { AttachMenu } from '../chat/attach-menu.tsx';
import { Composer } from '../chat/composer.tsx';
import { GroupMessageList } from '../chat/group-message-list.tsx';
import { ImageViewer } from '../chat/image-viewer.tsx';
import { useGroup } from '../chat/use-group.ts';
import { Avatar } from '../ui/avatar.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { EmptyState, SkeletonRows } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';
import { useAction } from '../ui/use-action.ts';
import { GroupMembers } from './group-members.tsx';
import { GroupSettingsDialog } from './group-settings-dialog.tsx';
import { InviteDialog } from './invite-dialog.tsx';

interface GroupChatProps {
  memberId: string;
  chatId: string;
  onOpenLink: (url: string) => void;
}

type OpenDialog = 'none' | 'invite' | 'settings' | 'dismiss';

/** The rep's side of a customer group, with what WeCom itself lets her do to it. */
export function GroupChat({ memberId, chatId, onOpenLink }: GroupChatProps) {
  const { openConversation } = useSelection();
  const { memberOf, overview } = useWorld();
  const [dialog, setDialog] = useState<OpenDialog>('none');
  const [showMembers, setShowMembers] = useState(false);
  const [image, setImage] = useState('');
  const { run } = useAction();
  const { group, messages, send, sendContent, recall } = useGroup(chatId, memberId);
  const shown = group.data;
  const role = shown?.members.find((member) => member.id === memberId)?.role;
  const open = shown !== undefined && !shown.dismissed && role !== undefined;
  const close = () => setDialog('none');

  return (
    <div className="chat">
      <header className="chat-head">
        <Avatar name={shown?.title ?? '群'} src={shown?.avatar} size={34} />
        <span className="chat-title">
          <b>
            {shown?.title ?? '客户群'}
            <span className="wechat-mark">@客户群</span>
          </b>
          <small>{shown ? `${shown.memberCount} 人 · 群主 ${shown.ownerName}` : ''}</small>
        </span>
        <span className="chat-actions">
          <button
            type="button"
            className="icon-button"
            aria-label="群成员"
            title="群成员"
            aria-pressed={showMembers}
            onClick={() => setShowMembers(!showMembers)}
          >
            <Icon name="people" size={16} />
          </button>
          {open ? (
            <button
              type="button"
              className="icon-button"
              aria-label="邀请进群"
              title="邀请进群"
              onClick={() => setDialog('invite')}
            >
              <Icon name="plus" size={16} />
            </button>
          ) : null}
          {open && role !== 'member' ? (
            <button
              type="button"
              className="icon-button"
              aria-label="群名和公告"
              title="群名和公告"
              onClick={() => setDialog('settings')}
            >
              <Icon name="edit" size={16} />
            </button>
          ) : null}
          {open && role === 'owner' ? (
            <button
              type="button"
              className="icon-button"
              aria-label="解散群聊"
              title="解散群聊"
              onClick={() => setDialog('dismiss')}
            >
              <Icon name="bin" size={16} />
            </button>
          ) : null}
        </span>
      </header>
      {shown?.notice ? <p className="group-notice">群公告：{shown.notice}</p> : null}
      {showMembers && shown ? (
        <GroupMembers group={shown} memberId={memberId} />
      ) : messages.data ? (
        <GroupMessageList
          messages={messages.data.items}
          selfId={memberId}
          showOrigin
          onRecall={recall}
          onOpenLink={onOpenLink}
          onOpenImage={setImage}
        />
      ) : messages.error ? (
        <EmptyState title="群聊没有加载出来" text={messages.error.message} />
      ) : (
        <SkeletonRows count={3} />
      )}
      {shown && !open ? (
        <p className="chat-closed">{shown.dismissed ? '群聊已经解散' : '已不在这个群里'}</p>
      ) : (
        <Composer
          placeholder={`发到 ${shown?.title ?? '群里'}`}
          disabled={!open}
          onSend={send}
          attach={
            <AttachMenu
              card={{
                kind: 'card',
                id: memberId,
                name: memberOf(memberId)?.name ?? memberId,
                corpName: overview.corp.name,
              }}
              onSend={sendContent}
            />
          }
        />
      )}
      {dialog === 'invite' && shown ? <InviteDialog group={shown} memberId={memberId} onClose={close} /> : null}
      {dialog === 'settings' && shown ? (
        <GroupSettingsDialog group={shown} memberId={memberId} onClose={close} />
      ) : null}
      {dialog === 'dismiss' ? (
        <ConfirmDialog
          title={`解散「${shown?.title ?? '群聊'}」？`}
          text={`群里的 ${shown?.memberCount ?? 0} 人都会离开。企业微信会把「客户群解散」通知给知客。`}
          action="解散"
          onClose={close}
          onConfirm={async () => {
            close();
            const gone = await run(
              () => control('POST /control/groups/:chatId/dismiss', { params: { chatId }, body: { by: memberId } }),
              '已解散',
            );
            if (gone) openConversation({ kind: 'none' });
          }}
        />
      ) : null}
      {image ? <ImageViewer url={image} onClose={() => setImage('')} /> : null}
    </div>
  );
}
