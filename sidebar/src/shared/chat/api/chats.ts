import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { ChatConsent, ChatKind, getChat, searchChatMessages, searchChats } from '@zhike/shared/contracts/chat';
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

/** Archived conversations, the last one first. */
export function useChats(filter: ChatFilter, { limit = 30 } = {}) {
  return useInfiniteQuery({
    queryKey: ['chats', filter, limit],
    queryFn: ({ pageParam, signal }) =>
      call<typeof searchChats>('searchChats', { signal, body: { ...filter, cursor: pageParam, limit } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export function useChat(conversationId: string) {
  return useQuery({
    queryKey: ['chat', conversationId],
    queryFn: ({ signal }) => call<typeof getChat>('getChat', { signal, params: { conversationId } }),
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
  });
}
