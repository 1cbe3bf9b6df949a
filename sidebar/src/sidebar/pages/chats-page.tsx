import type { ChatConversationView } from '@zhike/shared/contracts/chat';
import { useEffect, useMemo, useState } from 'react';
import type { ChatAnchor } from '../../shared/chat/api/chat-messages.ts';
import { useChat, useChats } from '../../shared/chat/api/chats.ts';
import { ChatReader } from '../../shared/chat/chat-reader.tsx';
import { chatKindNames } from '../../shared/chat/say-chat.ts';
import { Failed } from '../../shared/states/failed.tsx';
import { Skeleton } from '../../shared/states/skeleton.tsx';
import { StateView } from '../../shared/states/state-view.tsx';
import { ChipRow } from '../components/chip-row.tsx';
import { Icon } from '../components/icon.tsx';
import { type ChatsPlace, chatsHash } from '../features/chat/chats-hash.ts';
import { ChatsSearch } from '../features/chat/chats-search.tsx';
import './chats-page.css';

/** What was said with a customer or in a group: chosen by the member who spoke, by date, or by a word. */
export function ChatsPage({ place }: { place: ChatsPlace }) {
  const { customerId, chatId, conversationId, around } = place;
  const of = useMemo(() => ({ customerId, chatId }), [customerId, chatId]);
  const [searching, setSearching] = useState(false);
  const chats = useChats(of, { limit: MOST });
  const items = chats.data?.pages[0]?.items ?? [];
  // The last one first; the one that is being read stays when another becomes that.
  const [readId, setReadId] = useState(conversationId);
  const shown = items.find(({ id }) => id === (conversationId ?? readId)) ?? items[0];
  if (shown && shown.id !== readId) setReadId(shown.id);
  // Within this page one step back leads to where one came from, however often one has jumped.
  const open = (hash: string) => {
    location.replace(hash);
    setSearching(false);
  };
  return (
    <main className="page chats-page">
      <header className="chats-bar">
        <button type="button" className="icon-button" aria-label="返回" onClick={() => goBack(place)}>
          <Icon name="back" size={20} />
        </button>
        <h1 className="chats-title">聊天记录</h1>
        <button
          type="button"
          className="button button-quiet"
          aria-pressed={searching}
          onClick={() => setSearching(!searching)}
        >
          <Icon name={searching ? 'close' : 'search'} size={18} />
          {searching ? '结束搜索' : '搜索'}
        </button>
      </header>
      {/* Hidden, not gone: whoever comes back from a result finds the others again. */}
      <div hidden={!searching} className="chats-searching">
        <ChatsSearch key={customerId ?? chatId} of={of} isShown={searching} onOpen={open} />
      </div>
      {searching ? null : chats.data ? (
        shown ? (
          <>
            {items.length > 1 ? (
              <ChipRow
                label="与谁的聊天"
                chips={items.map((chat) => ({ id: chat.id, label: chipOf(chat) }))}
                current={shown.id}
                onChange={(id) => open(chatsHash({ ...of, conversationId: id }))}
              />
            ) : null}
            <Reading key={shown.id} conversation={shown} around={around} />
          </>
        ) : (
          <StateView title="还没有存档的聊天" hint="客户同意存档后,双方的聊天会出现在这里" />
        )
      ) : chats.error ? (
        <Failed error={chats.error} onRetry={() => void chats.refetch()} />
      ) : (
        <Skeleton avatar lines={5} />
      )}
    </main>
  );
}

/** With more members than these nobody speaks with one customer. */
const MOST = 50;

const chipOf = ({ kind, member, title }: ChatConversationView) =>
  member ? `与${member.name}` : kind === 'group' ? title : `${chatKindNames[kind]} ${title}`;

function Reading({ conversation: known, around }: { conversation: ChatConversationView; around: number | undefined }) {
  const conversation = useChat(known.id, known).data ?? known;
  const [anchor, setAnchor] = useState<ChatAnchor>(around === undefined ? null : { around });
  useEffect(() => {
    if (around !== undefined) setAnchor({ around });
  }, [around]);
  return <ChatReader conversation={conversation} anchor={anchor} onAnchor={setAnchor} />;
}

/** Where one came from; opened by its address there is no such place. */
function goBack({ customerId, chatId }: ChatsPlace): void {
  if (history.length > 1) history.back();
  else
    location.hash = customerId
      ? `#/customers/${customerId}`
      : chatId
        ? `#/groups/${encodeURIComponent(chatId)}`
        : '#/home';
}
