import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { listGroupMembers } from '@zhike/shared/contracts/group-chat';
import { call } from '../../../../shared/api/call.ts';

export interface MemberFilter {
  q?: string;
  presence: 'in' | 'left';
  who: 'all' | 'customers' | 'unknown' | 'members';
}

/** Who is in a group, or was, the latest first. */
export function useGroupMembers(chatId: string, filter: MemberFilter) {
  return useInfiniteQuery({
    queryKey: ['group-members', chatId, filter],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listGroupMembers>('listGroupMembers', {
        params: { chatId },
        body: { ...filter, cursor: pageParam, limit: 50 },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}
