import { useEffect, useRef } from 'react';
import { control } from '../api/control.ts';
import { useResource } from '../api/use-resource.ts';
import { useNow, useWorld } from '../api/world.tsx';
import { Composer } from '../chat/composer.tsx';
import { EmptyState, SkeletonRows } from '../ui/empty-state.tsx';
import { formatExact, formatWhen } from '../ui/time.ts';
import { useAction } from '../ui/use-action.ts';
import { AppMark } from './app-mark.tsx';
import { AppMessageCard } from './app-message-card.tsx';

/** The app's conversation with this member: what the CRM told her. */
export function AppConversation({ memberId, onOpenLink }: { memberId: string; onOpenLink: (url: string) => void }) {
  const { overview, reload: reloadWorld } = useWorld();
  const now = useNow(30_000);
  const { run } = useAction();
  const messages = useResource(
    'GET /control/members/:userId/app-messages',
    { params: { userId: memberId }, query: { limit: '60' } },
    (event) => event.kind === 'app-message' && event.message.userId === memberId,
  );
  const items = [...(messages.data?.items ?? [])].reverse();
  const newestId = items.at(-1)?.msgId;
  const hasUnread = items.some((message) => !message.read);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (newestId && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [newestId]);
  const { reload: reloadMessages } = messages;
  useEffect(() => {
    if (!hasUnread) return;
    void run(async () => {
      await control('POST /control/members/:userId/app-messages/read', { params: { userId: memberId } });
      // Reading is the member's own affair: WeCom tells nobody, so nothing comes over the live stream.
      reloadMessages();
      reloadWorld();
    });
  }, [hasUnread, memberId, run, reloadMessages, reloadWorld]);

  return (
    <div className="chat">
      <header className="chat-head">
        <AppMark size={34} />
        <span className="chat-title">
          <b>{overview.corp.agentName}</b>
          <small>应用消息</small>
        </span>
      </header>
      <div className="messages" ref={box} role="log" aria-label="应用消息">
        {!messages.data && !messages.error ? <SkeletonRows count={2} /> : null}
        {messages.error ? <EmptyState title="消息没有加载出来" text={messages.error.message} /> : null}
        {messages.data && items.length === 0 ? (
          <EmptyState title="还没有提醒" text="有新客户、跟进任务时，知客会在这里告诉这位员工。" />
        ) : null}
        {items.map((message) => (
          <div key={message.msgId} className="message-group" data-tour="app-message">
            <time className="message-time" title={formatExact(message.at)}>
              {formatWhen(message.at, now)}
            </time>
            <div className="message">
              <AppMark size={34} />
              <div className="message-body">
                <AppMessageCard message={message} onOpenLink={onOpenLink} />
              </div>
            </div>
          </div>
        ))}
      </div>
      <Composer
        placeholder={`发消息给「${overview.corp.agentName}」`}
        onSend={(text) =>
          run(() =>
            control('POST /control/members/:userId/write-to-app', { params: { userId: memberId }, body: { text } }),
          )
        }
      />
    </div>
  );
}
