import { useEffect, useRef } from 'react';
import type { ChatMessageView } from '../../src/control/views.ts';
import { useNow } from '../api/world.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { formatExact, formatWhen } from '../ui/time.ts';
import { MessageContent } from './message-content.tsx';
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
  onOpenImage: (url: string) => void;
}

/** A pause this long gets its own time line. */
const PAUSE_MS = 5 * 60_000;

/** A conversation, oldest first, kept at its end while new messages come. */
export function MessageList({
  messages,
  self,
  member,
  customer,
  showOrigin,
  onRecall,
  onOpenLink,
  onOpenImage,
}: MessageListProps) {
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
      aria-label="聊天记录"
      // A picture takes its room only when it has arrived.
      onLoadCapture={scrollToEnd}
    >
      {messages.map((message, index) => {
        const before = messages[index - 1];
        const showTime = !before || message.at - before.at > PAUSE_MS;
        const origin = showOrigin ? originOf(message) : '';
        const face = message.from === 'customer' ? customer : member;
        return (
          <div key={message.id} className="message-group">
            {showTime ? (
              <time className="message-time" title={formatExact(message.at)}>
                {formatWhen(message.at, now)}
              </time>
            ) : null}
            {message.from === 'system' ? (
              <p className="message-notice">{message.content.kind === 'text' ? message.content.text : ''}</p>
            ) : message.recalled ? (
              <p className="message-notice">{message.from === self ? '你' : '对方'}撤回了一条消息</p>
            ) : (
              <div
                className={message.from === self ? 'message message-self' : 'message'}
                title={formatExact(message.at)}
              >
                <Avatar name={face.name} src={face.avatar} size={34} />
                <div className="message-body">
                  {message.from === self ? (
                    <RecallMenu onRecall={() => onRecall(message.id)}>
                      <MessageContent content={message.content} onOpenLink={onOpenLink} onOpenImage={onOpenImage} />
                    </RecallMenu>
                  ) : (
                    <MessageContent content={message.content} onOpenLink={onOpenLink} onOpenImage={onOpenImage} />
                  )}
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

function originOf(message: ChatMessageView): string {
  switch (message.via) {
    case 'welcome':
      return '知客自动发送的欢迎语';
    case 'console_welcome':
      return '企业微信后台的欢迎语';
    case 'sidebar':
      return '从侧边栏发送';
    case 'transfer':
      return '接替时自动发送';
    case 'client':
    case 'notice':
      return '';
  }
}
