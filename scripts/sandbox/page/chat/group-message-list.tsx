import { useEffect, useRef } from 'react';
import type { GroupMessageView } from '../../src/control/views-groups.ts';
import { useNow } from '../api/world.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { formatExact, formatWhen } from '../ui/time.ts';
import { MessageContent } from './message-content.tsx';

interface GroupMessageListProps {
  messages: GroupMessageView[];
  /** Whose screen this is: their messages stand on the right. */
  selfId: string;
  /** Captions such as 从侧边栏发送, which only the company's side may see. */
  showOrigin?: boolean;
  onOpenLink: (url: string) => void;
  onOpenImage: (url: string) => void;
}

/** A pause this long gets its own time line. */
const PAUSE_MS = 5 * 60_000;

/** What is said in a group, oldest first, with the speaker's name above; kept at its end while new messages come. */
export function GroupMessageList({ messages, selfId, showOrigin, onOpenLink, onOpenImage }: GroupMessageListProps) {
  const now = useNow(30_000);
  const end = useRef<HTMLDivElement>(null);
  const lastId = messages.at(-1)?.id;
  const scrollToEnd = () => {
    const box = end.current?.parentElement;
    if (box) box.scrollTop = box.scrollHeight;
  };
  useEffect(() => {
    if (lastId) scrollToEnd();
  }, [lastId]);
  return (
    <div
      className="messages"
      role="log"
      aria-label="群聊记录"
      // A picture takes its room only when it has arrived.
      onLoadCapture={scrollToEnd}
    >
      {messages.map((message, index) => {
        const before = messages[index - 1];
        const showTime = !before || message.at - before.at > PAUSE_MS;
        const isSelf = message.from === selfId;
        const origin = showOrigin ? originOf(message) : '';
        return (
          <div key={message.id} className="message-group">
            {showTime ? (
              <time className="message-time" title={formatExact(message.at)}>
                {formatWhen(message.at, now)}
              </time>
            ) : null}
            {message.side === 'system' ? (
              <p className="message-notice">{message.content.kind === 'text' ? message.content.text : ''}</p>
            ) : (
              <div className={isSelf ? 'message message-self' : 'message'} title={formatExact(message.at)}>
                <Avatar name={message.fromName} src={message.fromAvatar} size={34} />
                <div className="message-body">
                  {isSelf ? null : (
                    <span className="message-from">
                      {message.fromName}
                      <CompanyMark side={message.side} />
                    </span>
                  )}
                  <MessageContent content={message.content} onOpenLink={onOpenLink} onOpenImage={onOpenImage} />
                  {origin ? <span className="message-origin">{origin}</span> : null}
                </div>
              </div>
            )}
          </div>
        );
      })}
      <div ref={end} />
    </div>
  );
}

/** Who is from the company is marked, on every screen. */
function CompanyMark({ side }: { side: GroupMessageView['side'] }) {
  return side === 'member' ? <i className="corp-dot" title="企业员工" /> : null;
}

function originOf({ via }: GroupMessageView): string {
  if (via === 'welcome') return '入群欢迎语';
  return via === 'sidebar' ? '从侧边栏发送' : '';
}
