import type { ChatMessageView } from '../../src/control/views.ts';
import { Avatar } from '../ui/avatar.tsx';
import { formatExact } from '../ui/time.ts';
import { ConversationLog } from './conversation-log.tsx';
import { MessageContent, type MiniProgramCard } from './message-content.tsx';
import { RecallMenu } from './recall-menu.tsx';

interface Face {
  name: string;
  avatar: string;
}

interface MessageListProps {
  messages: ChatMessageView[];
  /** Whose screen this is: their messages stand on the right. */
  self: 'member' | 'customer';
  member: Face;
  customer: Face;
  /** Captions such as 自动欢迎语, which only the company's side may see. */
  showOrigin?: boolean;
  onRecall: (id: string) => void;
  onOpenLink: (url: string) => void;
  onOpenMini?: (card: MiniProgramCard) => void;
  onOpenImage: (url: string) => void;
}

/** What a member and a customer have written to each other. */
export function MessageList({
  messages,
  self,
  member,
  customer,
  showOrigin,
  onRecall,
  onOpenLink,
  onOpenMini,
  onOpenImage,
}: MessageListProps) {
  return (
    <ConversationLog label="聊天记录" messages={messages}>
      {(message) => {
        if (message.from === 'system')
          return <p className="message-notice">{message.content.kind === 'text' ? message.content.text : ''}</p>;
        const isSelf = message.from === self;
        if (message.recalled) return <p className="message-notice">{isSelf ? '你' : '对方'}撤回了一条消息</p>;
        const origin = showOrigin ? originOf(message) : '';
        const face = message.from === 'customer' ? customer : member;
        const content = (
          <MessageContent
            content={message.content}
            onOpenLink={onOpenLink}
            onOpenMini={onOpenMini}
            onOpenImage={onOpenImage}
          />
        );
        return (
          <div className={isSelf ? 'message message-self' : 'message'} title={formatExact(message.at)}>
            <Avatar name={face.name} src={face.avatar} size={34} />
            <div className="message-body">
              {isSelf ? <RecallMenu onRecall={() => onRecall(message.id)}>{content}</RecallMenu> : content}
              {origin ? <span className="message-origin">{origin}</span> : null}
            </div>
          </div>
        );
      }}
    </ConversationLog>
  );
}

function originOf(message: ChatMessageView): string {
  switch (message.via) {
    case 'welcome':
      return '知客自动发送的欢迎语';
    case 'console_welcome':
      return '企业微信后台的欢迎语';
    case 'sidebar':
      return '从侧边栏发送';
    case 'mass':
      return '群发消息';
    case 'transfer':
      return '接替时自动发送';
    case 'client':
    case 'notice':
      return '';
  }
}
