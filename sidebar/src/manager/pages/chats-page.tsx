import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { ChatAnchor } from '../../shared/chat/api/chat-messages.ts';
import { useChat } from '../../shared/chat/api/chats.ts';
import { useRemembered } from '../../shared/drafts/use-remembered.ts';
import { StateView } from '../../shared/states/state-view.tsx';
import { useViewer } from '../app/viewer.ts';
import { FilterChips } from '../components/filter-chips.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { ChatPanel } from '../features/chat/chat-panel.tsx';
import { SearchPanel } from '../features/chat/search-panel.tsx';
import '../features/chat/chats.css';
import '../components/table.css';
import { MemberSelect } from '../features/corp/member-select.tsx';
import { ChatsPanel } from './chats-panel.tsx';

const modes = [
  { value: 'chats', label: '会话' },
  { value: 'search', label: '全文搜索' },
] as const;

/** As in chats.css. */
const ONE_COLUMN = '(max-width: 899px)';

/** Archived chats: the list or a search on the left, the chat on the right; on a phone one after the other. */
export function ChatsPage() {
  const me = useViewer();
  const { openId, anchor, setAnchor, closeChat } = useOpenChat();
  const [mode, setMode] = useRemembered<(typeof modes)[number]['value']>('chats-mode', 'chats');
  const [within, setWithin] = useRemembered<{ id: string; title: string } | null>('chats-within', null);
  const [userId, setUserId] = useRemembered<string | null>('chats-member', null);
  const memberSelect =
    me.role === 'rep' ? null : <MemberSelect value={userId} onChange={setUserId} placeholder="全部员工" />;

  const searchIn = (conversation: { id: string; title: string }) => {
    setWithin(conversation);
    setMode('search');
    // On a phone the search is a screen of its own.
    if (window.matchMedia(ONE_COLUMN).matches) closeChat();
  };
  return (
    <Page title="会话存档" hint="客户同意存档后的聊天记录。查看和搜索会留下操作记录。">
      <div className={`chats-desk${openId ? ' chats-desk-open' : ''}`}>
        <section className="chats-side" aria-label={mode === 'chats' ? '会话列表' : '全文搜索'}>
          <div className="chats-mode">
            <FilterChips label="怎么找" options={modes} value={mode} onChange={setMode} />
          </div>
          {mode === 'chats' ? (
            <ChatsPanel openId={openId} userId={userId ?? undefined} memberSelect={memberSelect} />
          ) : (
            <SearchPanel
              within={within}
              onLeaveWithin={() => setWithin(null)}
              userId={userId ?? undefined}
              memberSelect={memberSelect}
            />
          )}
        </section>
        <section className="chats-main" aria-label="聊天内容">
          {openId ? (
            <OpenChat
              key={openId}
              conversationId={openId}
              anchor={anchor}
              canExport={me.role !== 'rep'}
              onAnchor={setAnchor}
              onSearchHere={searchIn}
            />
          ) : (
            <StateView title="选择一个会话" hint="从左边选择会话,或用全文搜索找到说过的话" />
          )}
        </section>
      </div>
    </Page>
  );
}

function OpenChat({
  conversationId,
  ...panel
}: { conversationId: string } & Omit<Parameters<typeof ChatPanel>[0], 'conversation'>) {
  return (
    <Loaded query={useChat(conversationId)} lines={8}>
      {(conversation) => <ChatPanel conversation={conversation} {...panel} />}
    </Loaded>
  );
}

/** Which chat is open, and where, as the address says. */
function useOpenChat() {
  const [params, setParams] = useSearchParams();
  const openId = params.get('chat');
  const [around, at] = [Number(params.get('around')), Number(params.get('at'))];
  const anchor = useMemo((): ChatAnchor => (around > 0 ? { around } : at > 0 ? { at } : null), [around, at]);
  const setAnchor = (to: ChatAnchor) => {
    const place = Object.entries(to ?? {}).map(([name, value]) => [name, String(value)]);
    setParams({ chat: openId ?? '', ...Object.fromEntries(place) }, { replace: true });
  };
  return { openId, anchor, setAnchor, closeChat: () => setParams({}) };
}
