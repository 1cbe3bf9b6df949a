import { useInfiniteQuery } from '@tanstack/react-query';
import type { getChatMessages } from '@zhike/shared/contracts/chat';
import { call } from '../../api/call.ts';

/** Where one begins to read: at a message, at a moment, or at the end (null). */
export type ChatAnchor = { around: number } | { at: number } | null;

type Turn = { around?: number; at?: number; before?: number; after?: number };

/**
 * A conversation from its anchor in both directions. That somebody looked is written down, so nothing is read again by itself;
 * and forgotten when left, so that whoever comes back sees what has been said meanwhile.
 */
export function useChatMessages(conversationId: string, anchor: ChatAnchor) {
  const read = (query: Turn, signal: AbortSignal) =>
    call<typeof getChatMessages>('getChatMessages', {
      signal,
      params: { conversationId },
      query: { ...query, limit: 40 },
    });
  return useInfiniteQuery({
    queryKey: ['chat-messages', conversationId, anchor],
    queryFn: async ({ pageParam, signal }) => {
      const page = await read(pageParam, signal);
      // Nothing has been said since that day: the latest is what is nearest to it.
      return page.items.length === 0 && pageParam.at !== undefined ? read({}, signal) : page;
    },
    initialPageParam: (anchor ?? {}) as Turn,
    getPreviousPageParam: (first, pages): Turn | undefined => {
      const position = pages.flatMap(({ items }) => items)[0]?.position;
      return first.hasBefore && position !== undefined ? { before: position } : undefined;
    },
    // Also at the end: something may have been said since.
    getNextPageParam: (_last, pages): Turn | undefined => {
      const position = pages.flatMap(({ items }) => items).at(-1)?.position;
      return position === undefined ? undefined : { after: position };
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}
