import type { ReactNode } from 'react';
import { BehindNote, ChatHits } from '../../../shared/chat/chat-hits.tsx';
import { type ChatSearchFilter, useChatSearch } from '../../../shared/chat/api/chats.ts';
import { useRemembered } from '../../../shared/drafts/use-remembered.ts';
import { StateView } from '../../../shared/states/state-view.tsx';
import { DayRange } from '../../components/day-range.tsx';
import { EndlessList } from '../../components/endless-list.tsx';
import { FilterChips } from '../../components/filter-chips.tsx';
import { SearchBox } from '../../components/search-box.tsx';
import { startOfDay } from '../../../shared/format/time.ts';
import { hrefOfHit } from './chat-links.ts';
import { startOfNextDay } from './day-span.ts';
import './chats.css';

const speakers = [
  { value: 'all', label: '谁说的都算' },
  { value: 'customer', label: '客户说的' },
  { value: 'member', label: '员工说的' },
] as const;

interface SearchPanelProps {
  /** Only in this chat. */
  within: { id: string; title: string } | null;
  onLeaveWithin(): void;
  userId: string | undefined;
  memberSelect: ReactNode;
}

/** What was ever said: a text, who said it and when; a result opens the chat there. */
export function SearchPanel({ within, onLeaveWithin, userId, memberSelect }: SearchPanelProps) {
  const [text, setText] = useRemembered('chat-search-words', '');
  const [speaker, setSpeaker] = useRemembered<(typeof speakers)[number]['value']>('chat-search-speaker', 'all');
  const [span, setSpan] = useRemembered<{ from?: string | undefined; to?: string | undefined }>('chat-search-days', {});
  const filter: ChatSearchFilter = {
    text,
    conversationId: within?.id,
    userId: within ? undefined : userId,
    speaker: speaker === 'all' ? undefined : speaker,
    from: span.from === undefined ? undefined : startOfDay(span.from),
    to: span.to === undefined ? undefined : startOfNextDay(span.to),
  };
  const search = useChatSearch(filter);
  const behind = search.data?.pages[0]?.behind ?? 0;
  return (
    <>
      <div className="chat-filters">
        <SearchBox value={text} onChange={(words) => setText(words.slice(0, 50))} placeholder="搜索说过的话" />
        {within ? (
          <p className="chat-within">
            只在「{within.title}」里
            <button type="button" className="plain-button" onClick={onLeaveWithin}>
              搜索全部会话
            </button>
          </p>
        ) : (
          memberSelect
        )}
        <FilterChips label="谁说的" options={speakers} value={speaker} onChange={setSpeaker} />
        <DayRange from={span.from} to={span.to} onChange={(part) => setSpan({ ...span, ...part })} />
        <BehindNote behind={behind} />
      </div>
      <div className="chat-list-scroll">
        {text === '' ? (
          <StateView
            title="搜索聊天内容"
            hint="输入客户或员工说过的话。只能搜到你可以查看的会话;搜索会留下操作记录。"
          />
        ) : (
          <EndlessList
            query={search}
            empty={<StateView title={`没有找到「${text}」`} hint="换一个说法,或放宽员工、时间和说话人" />}
          >
            {(hits) => <ChatHits hits={hits} hrefOf={hrefOfHit} />}
          </EndlessList>
        )}
      </div>
    </>
  );
}
