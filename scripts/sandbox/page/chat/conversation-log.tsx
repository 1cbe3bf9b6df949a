import { type ReactNode, useEffect, useRef } from 'react';
import { useNow } from '../api/world.tsx';
import { formatExact, formatWhen } from '../ui/time.ts';

interface ConversationLogProps<Message> {
  label: string;
  messages: Message[];
  /** One message as it stands on this screen. */
  children: (message: Message) => ReactNode;
}

/** A pause this long gets its own time line. */
const PAUSE_MS = 5 * 60_000;

/** What was said, oldest first, with the time after a pause; kept at its end while new messages come. */
export function ConversationLog<Message extends { id: string; at: number }>({
  label,
  messages,
  children,
}: ConversationLogProps<Message>) {
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
      aria-label={label}
      // A picture takes its room only when it has arrived.
      onLoadCapture={scrollToEnd}
    >
      {messages.map((message, index) => {
        const before = messages[index - 1];
        return (
          <div key={message.id} className="message-group">
            {!before || message.at - before.at > PAUSE_MS ? (
              <time className="message-time" title={formatExact(message.at)}>
                {formatWhen(message.at, now)}
              </time>
            ) : null}
            {children(message)}
          </div>
        );
      })}
      <div ref={end} />
    </div>
  );
}
