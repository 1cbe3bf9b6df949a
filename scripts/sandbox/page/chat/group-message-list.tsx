import type { GroupMessageView } from '../../src/control/views-groups.ts';
import { Avatar } from '../ui/avatar.tsx';
import { formatExact } from '../ui/time.ts';
import { ConversationLog } from './conversation-log.tsx';
import { MessageContent, type MiniProgramCard } from './message-content.tsx';
import { RecallMenu } from './recall-menu.tsx';

interface GroupMessageListProps {
  messages: GroupMessageView[];
  /** Whose screen this is: their messages stand on the right. */
  selfId: string;
  /** Captions such as 从侧边栏发送, which only the company's side may see. */
  showOrigin?: boolean;
  onRecall: (id: string) => void;
  onOpenLink: (url: string) => void;
  onOpenMini?: (card: MiniProgramCard) => void;
  onOpenImage: (url: string) => void;
}

/** What is said in a group, with the speaker's name above. */
export function GroupMessageList({
  messages,
  selfId,
  showOrigin,
  onRecall,
  onOpenLink,
  onOpenMini,
  onOpenImage,
}: GroupMessageListProps) {
  return (
    <ConversationLog label="群聊记录" messages={messages}>
      {(message) => {
        const isSelf = message.from === selfId;
        const origin = showOrigin ? originOf(message) : '';
        if (message.side === 'system')
          return <p className="message-notice">{message.content.kind === 'text' ? message.content.text : ''}</p>;
        if (message.recalled) return <p className="message-notice">{isSelf ? '你' : message.fromName}撤回了一条消息</p>;
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
            <Avatar name={message.fromName} src={message.fromAvatar} size={34} />
            <div className="message-body">
              {isSelf ? null : (
                <span className="message-from">
                  {message.fromName}
                  <CompanyMark side={message.side} />
                </span>
              )}
              {isSelf ? <RecallMenu onRecall={() => onRecall(message.id)}>{content}</RecallMenu> : content}
              {origin ? <span className="message-origin">{origin}</span> : null}
            </div>
          </div>
        );
      }}
    </ConversationLog>
  );
}

/** Who is from the company is marked, on every screen. */
function CompanyMark({ side }: { side: GroupMessageView['side'] }) {
  return side === 'member' ? <i className="corp-dot" title="企业员工" /> : null;
}

function originOf({ via }: GroupMessageView): string {
  if (via === 'welcome') return '入群欢迎语';
  if (via === 'mass') return '群发消息';
  return via === 'sidebar' ? '从侧边栏发送' : '';
}
