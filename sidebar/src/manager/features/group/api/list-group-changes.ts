import { useInfiniteQuery } from '@tanstack/react-query';
import type { listGroupChanges } from '@zhike/shared/contracts/group-chat';
import { call } from '../../../../shared/api/call.ts';

export function useGroupChanges(chatId: string) {
  return useInfiniteQuery({
    queryKey: ['group-changes', chatId],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listGroupChanges>('listGroupChanges', { params: { chatId }, query: { cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}
