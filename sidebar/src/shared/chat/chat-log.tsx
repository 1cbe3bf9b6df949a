import type { ChatConversationView, ChatMessageView } from '@zhike/shared/contracts/chat';
import { Fragment, useEffect, useRef } from 'react';
import { useNow } from '../clock/business-clock.ts';
import { isSameDay, sayDay } from '../format/time.ts';
import { Failed } from '../states/failed.tsx';
import { Skeleton } from '../states/skeleton.tsx';
import { StateView } from '../states/state-view.tsx';
import { type ChatAnchor, useChatMessages } from './api/chat-messages.ts';
import { MessageView } from './message-view.tsx';
import { useComingIntoSight } from './use-coming-into-sight.ts';
import { useNewMessages } from './use-new-messages.ts';
import { useSteadyScroll } from './use-steady-scroll.ts';

interface ChatLogProps {
  conversation: Pick<ChatConversationView, 'id' | 'kind' | 'title' | 'lastPosition'>;
  anchor: ChatAnchor;
  onLatest(): void;
}

/**
 * What was said in one conversation, day by day; reads on at both ends, shows by itself what is said now, and never moves under the
 * reader's eyes.
 */
export function ChatLog({ conversation, anchor, onLatest }: ChatLogProps) {
  const log = useChatMessages(conversation.id, anchor);
  const items = log.data?.pages.flatMap((page) => page.items) ?? [];
  const isEmpty = log.data !== undefined && items.length === 0;
  const [{ lastPosition }, { refetch }] = [conversation, log];
  const asked = useRef(lastPosition);
  useEffect(() => {
    if (!isEmpty || lastPosition <= asked.current) return;
    asked.current = lastPosition;
    void refetch();
  }, [isEmpty, lastPosition, refetch]);
  if (!log.data)
    return log.error ? <Failed error={log.error} onRetry={() => void log.refetch()} /> : <Skeleton lines={6} avatar />;
  if (items.length === 0) return <StateView title="还没有聊天记录" hint="双方发消息后,几秒内会存档并显示在这里" />;
  return <Messages key={JSON.stringify(anchor)} {...{ conversation, anchor, onLatest, log, items }} />;
}

function Messages({
  conversation,
  anchor,
  onLatest,
  log,
  items,
}: ChatLogProps & { log: ReturnType<typeof useChatMessages>; items: ChatMessageView[] }) {
  const now = useNow();
  const { fetchNextPage, fetchPreviousPage, hasPreviousPage, isFetchingNextPage, isFetchingPreviousPage, data } = log;
  const hasAfter = data?.pages.at(-1)?.hasAfter ?? false;
  const target = anchor && 'around' in anchor ? anchor.around : null;
  const box = useSteadyScroll({ anchor, first: items[0]?.position });
  const { isNewBelow, goToEnd } = useNewMessages(box, {
    lastPosition: conversation.lastPosition,
    shown: Math.max(...items.map(({ position }) => position)),
    hasAfter,
    isFetching: log.isFetching,
    readOn: fetchNextPage,
  });
  const top = useComingIntoSight(
    box,
    hasPreviousPage && !log.isFetchPreviousPageError && !log.isFetching,
    fetchPreviousPage,
  );
  const end = useComingIntoSight(box, hasAfter && !log.isFetchNextPageError && !log.isFetching, fetchNextPage);
  // Whoever jumped here by keyboard goes on from here.
  useEffect(() => {
    if (target !== null) box.current?.focus({ preventScroll: true });
  }, [target, box]);
  const { refetch } = log;
  const lookAgain = useRef(() => void refetch()).current;

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section ref={box} className="chat-log" aria-label={`与${conversation.title}的聊天记录`} tabIndex={0}>
      <div ref={top} className="chat-edge">
        {hasPreviousPage ? (
          <button
            type="button"
            className="chat-link"
            disabled={isFetchingPreviousPage}
            onClick={() => void fetchPreviousPage()}
          >
            {isFetchingPreviousPage
              ? '正在加载…'
              : log.isFetchPreviousPageError
                ? '没有读到,点此重试'
                : '查看更早的消息'}
          </button>
        ) : (
          <span className="chat-fine">没有更早的消息</span>
        )}
      </div>
      <ol className="chat-messages">
        {items.map((message, index) => {
          const before = items[index - 1];
          const isNewDay = !before || !isSameDay(before.sentAt, message.sentAt);
          return (
            <Fragment key={message.position}>
              {isNewDay ? (
                <li className="chat-day">
                  <span>{sayDay(message.sentAt, now)}</span>
                </li>
              ) : null}
              <MessageView
                message={message}
                before={before}
                kind={conversation.kind}
                isTarget={message.position === target}
                lookAgain={lookAgain}
              />
            </Fragment>
          );
        })}
      </ol>
      <div ref={end} className="chat-edge">
        <button type="button" className="chat-link" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {isFetchingNextPage
            ? '正在加载…'
            : log.isFetchNextPageError
              ? '没有读到,点此重试'
              : hasAfter
                ? '查看后面的消息'
                : '查看有没有新消息'}
        </button>
      </div>
      {hasAfter || isNewBelow ? (
        <button type="button" className="chat-latest" onClick={hasAfter ? onLatest : goToEnd}>
          {isNewBelow ? '有新消息' : '回到最新'}
        </button>
      ) : null}
    </section>
  );
}
