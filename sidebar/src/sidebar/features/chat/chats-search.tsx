import { useEffect, useRef } from 'react';
import { useChatSearch } from '../../../shared/chat/api/chats.ts';
import { BehindNote, ChatHits } from '../../../shared/chat/chat-hits.tsx';
import { useRemembered } from '../../../shared/drafts/use-remembered.ts';
import { Failed } from '../../../shared/states/failed.tsx';
import { Skeleton } from '../../../shared/states/skeleton.tsx';
import { StateView } from '../../../shared/states/state-view.tsx';
import { LoadMore } from '../../components/load-more.tsx';
import { useDebounced } from '../../components/use-debounced.ts';
import { type ChatsPlace, chatsHash } from './chats-hash.ts';
import './chats-search.css';

interface ChatsSearchProps {
  of: Pick<ChatsPlace, 'customerId' | 'chatId'>;
  isShown: boolean;
  /** Another place of the page that is open. */
  onOpen(hash: string): void;
}

/** A word that was said with this customer or in this group; a result opens the chat there. */
export function ChatsSearch({ of, isShown, onOpen }: ChatsSearchProps) {
  const field = useRef<HTMLInputElement>(null);
  const [words, setWords] = useRemembered(`chats-search ${of.customerId ?? of.chatId}`, '');
  const text = useDebounced(words.trim());
  const search = useChatSearch({ ...of, text });
  const hits = search.data?.pages.flatMap((page) => page.items) ?? [];
  useEffect(() => {
    if (isShown) field.current?.focus();
  }, [isShown]);
  return (
    <>
      <div className="chats-search-field">
        <input
          ref={field}
          className="input"
          type="search"
          aria-label="搜索聊天内容"
          placeholder="搜索说过的话"
          maxLength={50}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <BehindNote behind={search.data?.pages[0]?.behind ?? 0} />
      </div>
      <div className="chats-search-found">
        {text === '' ? <StateView title="搜索聊天内容" hint="输入说过的话;搜索会留下操作记录" /> : null}
        {text !== '' && search.isPending ? <Skeleton lines={4} /> : null}
        {search.isError && !search.data ? <Failed error={search.error} onRetry={() => void search.refetch()} /> : null}
        {search.data && hits.length === 0 ? (
          <StateView
            title={search.hasNextPage ? `近期没有「${text}」` : `没有找到「${text}」`}
            hint={search.hasNextPage ? '可以继续往更早的消息里找' : '换一个说法试试'}
          />
        ) : null}
        <ChatHits
          hits={hits}
          hrefOf={({ conversation, message }) =>
            chatsHash({ ...of, conversationId: conversation.id, around: message.position })
          }
          onOpen={onOpen}
        />
        <LoadMore
          hasMore={search.hasNextPage}
          isLoading={search.isFetchingNextPage}
          isFailed={search.isFetchNextPageError}
          onMore={() => void search.fetchNextPage()}
        />
      </div>
    </>
  );
}
