import { type InfiniteData, keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  ChatConsent,
  ChatConversationView,
  ChatKind,
  getChat,
  searchChatMessages,
  searchChats,
} from '@zhike/shared/contracts/chat';
import { call } from '../../api/call.ts';

export interface ChatFilter {
  kind?: ChatKind;
  /** Of the customer or the group. */
  name?: string;
  userId?: string;
  customerId?: string;
  chatId?: string;
  consent?: ChatConsent;
}

const PAGE = 30;
const chatsKey = (filter: ChatFilter, limit = PAGE) => ['chats', filter, limit];

/** Archived conversations, the last one first. */
export function useChats(filter: ChatFilter, { limit = PAGE } = {}) {
  return useInfiniteQuery({
    queryKey: chatsKey(filter, limit),
    queryFn: ({ pageParam, signal }) =>
      call<typeof searchChats>('searchChats', { signal, body: { ...filter, cursor: pageParam, limit } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** Reads a list of conversations anew, from its beginning. */
export function useReloadChats(filter: ChatFilter): () => void {
  const client = useQueryClient();
  return () => {
    client.setQueryData<InfiniteData<unknown>>(
      chatsKey(filter),
      (now) => now && { pages: now.pages.slice(0, 1), pageParams: now.pageParams.slice(0, 1) },
    );
    void client.invalidateQueries({ queryKey: chatsKey(filter) });
  };
}

/**
 * The first of the list, to notice that the list on screen has grown old; null: there is none. Not of a list by name or consent, for which
 * the server would look through all conversations each time somebody says something.
 */
export function useNewestChat(filter: ChatFilter) {
  return useQuery({
    queryKey: ['chats-head', filter],
    enabled: !filter.name && !filter.consent,
    queryFn: async ({ signal }) =>
      (await call<typeof searchChats>('searchChats', { signal, body: { ...filter, limit: 1 } })).items[0] ?? null,
  });
}

/** @param known as a list has just shown it */
export function useChat(conversationId: string, known?: ChatConversationView) {
  return useQuery({
    queryKey: ['chat', conversationId],
    queryFn: ({ signal }) => call<typeof getChat>('getChat', { signal, params: { conversationId } }),
    ...(known ? { initialData: known, staleTime: 1_000 } : {}),
  });
}

export interface ChatSearchFilter {
  text: string;
  conversationId?: string;
  userId?: string;
  customerId?: string;
  chatId?: string;
  speaker?: 'member' | 'customer';
  from?: number;
  /** Excluded. */
  to?: number;
}

/** Messages that hold a text, newest first. Every search is written down, so it is not done again by itself. */
export function useChatSearch(filter: ChatSearchFilter) {
  return useInfiniteQuery({
    queryKey: ['chat-search', filter],
    queryFn: ({ pageParam, signal }) =>
      call<typeof searchChatMessages>('searchChatMessages', {
        signal,
        body: { ...filter, cursor: pageParam, limit: 20 },
      }),
    enabled: filter.text !== '',
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchOnWindowFocus: false,
    // Whoever comes back to a search finds it as it was.
    staleTime: 60_000,
  });
}
