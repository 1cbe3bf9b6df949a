import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import type {
  ChatExportState,
  decideChatExport,
  listChatExports,
  requestChatExport,
} from '@zhike/shared/contracts/chat';
import { routes } from '@zhike/shared/routes';
import { call, urlOf } from '../../../../shared/api/call.ts';

/** Requests to take chats out, newest first. */
export function useChatExports(state: ChatExportState | undefined) {
  return useInfiniteQuery({
    queryKey: ['chat-exports', state],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listChatExports>('listChatExports', { signal, body: { state, cursor: pageParam, limit: 20 } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    // The file is made in the background after the approval.
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some((page) => page.items.some((item) => item.state === 'approved')) ? MAKING_MS : false,
  });
}

const MAKING_MS = 5_000;

export function useRequestChatExport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { conversationId: string; from: number; to: number; reason: string }) =>
      call<typeof requestChatExport>('requestChatExport', { body }),
    onSettled: () => client.invalidateQueries({ queryKey: ['chat-exports'] }),
  });
}

export function useDecideChatExport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ exportId, ...body }: { exportId: string; decision: 'approved' | 'refused'; note?: string }) =>
      call<typeof decideChatExport>('decideChatExport', { params: { exportId }, body }),
    onSettled: () => client.invalidateQueries({ queryKey: ['chat-exports'] }),
  });
}

export const exportFileUrl = (exportId: string) => urlOf(routes.getChatExportFile.path, { exportId });
