import type { ChatConversationView } from '@zhike/shared/contracts/chat';
import { type RefObject, useLayoutEffect, useRef } from 'react';
import { type ChatFilter, type useChats, useNewestChat, useReloadChats } from '../../../shared/chat/api/chats.ts';

/** Nearer to the beginning than this one looks at the first of the list. */
const START_PX = 40;

const markOf = (chat: ChatConversationView | null | undefined) => (chat ? `${chat.id} ${chat.lastMessageAt}` : null);

/**
 * The last one first: whoever looks at the first of the list sees it come in, for whoever reads further down the list stays as it is,
 * and says that there is news.
 */
export function useChatsNews(
  filter: ChatFilter,
  { data, isPlaceholderData, isFetching }: ReturnType<typeof useChats>,
  list: RefObject<HTMLElement | null>,
): { isOld: boolean; show(): void } {
  const newest = useNewestChat(filter).data;
  const reload = useReloadChats(filter);
  const asked = useRef<string | null>(null);
  const isRead = data !== undefined && !isPlaceholderData && !isFetching && newest !== undefined;
  const mark = isRead ? markOf(newest) : null;
  const isOld = mark !== null && mark !== markOf(data?.pages[0]?.items[0]);
  // Before anything is painted: at the beginning no button flashes up.
  useLayoutEffect(() => {
    // Once for each: what the list answers may be older still.
    if (!isOld || asked.current === mark || (list.current?.scrollTop ?? 0) >= START_PX) return;
    asked.current = mark;
    reload();
  });
  const show = () => {
    list.current?.scrollTo(0, 0);
    reload();
  };
  return { isOld, show };
}
