import type { ChatKind, ChatMessageView } from '@zhike/shared/contracts/chat';
import { useMemo } from 'react';
import { useNow } from '../clock/business-clock.ts';
import { clockTime, exactTime, isSameDay, sayTime } from '../format/time.ts';
import { ContentView, isNotice, sayNotice } from './content-view.tsx';
import { Face } from './face.tsx';
import { FilesContext } from './files.ts';

interface MessageViewProps {
  message: ChatMessageView;
  /** The one before it, if it is shown above. */
  before: ChatMessageView | undefined;
  kind: ChatKind;
  isTarget: boolean;
  lookAgain(): void;
}

/** One message as a bubble: customers on the left, members on the right; what happened without words in between. */
export function MessageView({ message, before, kind, isTarget, lookAgain }: MessageViewProps) {
  const { sender, content, sentAt, revokedAt, marks, files, position } = message;
  const now = useNow();
  const filesOfMessage = useMemo(() => ({ files, lookAgain }), [files, lookAgain]);
  const target = isTarget ? ' chat-target' : '';
  if (isNotice(content))
    return (
      <li data-position={position} className={`chat-notice${target}`}>
        <span title={exactTime(sentAt)}>
          {sender.name} {sayNotice(content)} · {clockTime(sentAt)}
        </span>
      </li>
    );
  const isOnRight = sender.kind !== 'customer' && kind !== 'internal';
  const goesOn = isContinuation(message, before);
  return (
    <li
      data-position={position}
      className={`chat-message${isOnRight ? ' chat-message-right' : ''}${goesOn ? ' chat-message-on' : ''}${target}`}
    >
      <span className="chat-message-face">{goesOn ? null : <Face name={sender.name} src={sender.avatar} />}</span>
      <div className="chat-message-said">
        <p className={goesOn ? 'chat-read-only' : 'chat-who'}>
          <span>{sender.name}</span>
          {sender.kind === 'robot' && sender.name !== '机器人' ? <span>机器人</span> : null}{' '}
          <time dateTime={new Date(sentAt).toISOString()} title={exactTime(sentAt)}>
            {clockTime(sentAt)}
          </time>
        </p>
        <div className={`chat-bubble${revokedAt === null ? '' : ' chat-bubble-revoked'} chat-bubble-${content.kind}`}>
          <FilesContext.Provider value={filesOfMessage}>
            <ContentView content={content} marks={marks} />
          </FilesContext.Provider>
        </div>
        {revokedAt === null ? null : (
          <p className="chat-revoked" title={exactTime(revokedAt)}>
            已撤回 · {sayTime(revokedAt, now)}
          </p>
        )}
      </div>
    </li>
  );
}

const TOGETHER_MS = 3 * 60_000;

/** Somebody goes on speaking: the name above is enough. */
function isContinuation(message: ChatMessageView, before: ChatMessageView | undefined): boolean {
  return (
    before !== undefined &&
    !isNotice(before.content) &&
    before.sender.kind === message.sender.kind &&
    before.sender.id === message.sender.id &&
    message.sentAt - before.sentAt < TOGETHER_MS &&
    isSameDay(before.sentAt, message.sentAt)
  );
}
