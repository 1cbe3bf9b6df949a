import type { ChatConsent, ChatKind } from '@zhike/shared/contracts/chat';
import { type ReactNode, useRef } from 'react';
import { Select } from 'tdesign-react/es/select';
import { type ChatFilter, useChats } from '../../shared/chat/api/chats.ts';
import { chatKindNames } from '../../shared/chat/say-chat.ts';
import { useRemembered } from '../../shared/drafts/use-remembered.ts';
import { StateView } from '../../shared/states/state-view.tsx';
import { EndlessList } from '../components/endless-list.tsx';
import { FilterChips } from '../components/filter-chips.tsx';
import { SearchBox } from '../components/search-box.tsx';
import { ChatList } from '../features/chat/chat-list.tsx';
import { useChatsNews } from '../features/chat/use-chats-news.ts';

const kinds: { value: ChatKind | 'all'; label: string }[] = [
  { value: 'all', label: '全部' },
  ...(['single', 'group', 'internal'] as const).map((value) => ({ value, label: chatKindNames[value] })),
];
const consents: { value: ChatConsent; label: string }[] = [
  { value: 'agreed', label: '已同意存档' },
  { value: 'unknown', label: '尚未同意' },
  { value: 'refused', label: '不同意' },
];

interface ChatsPanelProps {
  openId: string | null;
  userId: string | undefined;
  memberSelect: ReactNode;
}

/** The conversations one may see, the last one first. */
export function ChatsPanel({ openId, userId, memberSelect }: ChatsPanelProps) {
  const [name, setName] = useRemembered('chats-name', '');
  const [kind, setKind] = useRemembered<ChatKind | 'all'>('chats-kind', 'all');
  const [consent, setConsent] = useRemembered<ChatConsent | null>('chats-consent', null);
  const filter: ChatFilter = {
    name: name || undefined,
    kind: kind === 'all' ? undefined : kind,
    consent: consent ?? undefined,
    userId,
  };
  const chats = useChats(filter);
  const list = useRef<HTMLDivElement>(null);
  const news = useChatsNews(filter, chats, list);
  const isFiltered = name !== '' || kind !== 'all' || consent !== null || userId !== undefined;
  return (
    <>
      <div className="chat-filters">
        <SearchBox value={name} onChange={(words) => setName(words.slice(0, 50))} placeholder="客户或群的名称" />
        <FilterChips label="会话种类" options={kinds} value={kind} onChange={setKind} />
        <div className="chat-selects">
          {memberSelect}
          <Select
            value={consent ?? undefined}
            onChange={(value) => setConsent(consents.find((one) => one.value === value)?.value ?? null)}
            options={consents}
            placeholder="是否同意存档"
            clearable
          />
        </div>
      </div>
      <div ref={list} className="chat-list-scroll">
        {news.isOld ? (
          <button type="button" className="chat-list-news" onClick={news.show}>
            有新消息
          </button>
        ) : null}
        <EndlessList
          query={chats}
          empty={
            isFiltered ? (
              <StateView title="没有符合条件的会话" hint="换一个名称,或放宽筛选条件" />
            ) : (
              <StateView
                title="还没有存档的会话"
                hint="在企业微信后台开启会话存档、员工在存档范围内,客户同意后,聊天会出现在这里"
              />
            )
          }
        >
          {(items) => <ChatList chats={items} openId={openId ?? undefined} />}
        </EndlessList>
      </div>
    </>
  );
}
