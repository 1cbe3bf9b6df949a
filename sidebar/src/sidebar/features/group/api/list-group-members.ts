import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { listGroupMembers } from '@zhike/shared/contracts/group-chat';
import { call } from '../../../../shared/api/call.ts';

const PAGE = 30;

/** Who is in the group, the latest first. */
export function useGroupMembers(
  chatId: string,
  filter: { q?: string; who: 'all' | 'customers' | 'unknown' | 'members' },
) {
  return useInfiniteQuery({
    queryKey: ['group-members', chatId, filter],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listGroupMembers>('listGroupMembers', {
        params: { chatId },
        body: { ...filter, cursor: pageParam ?? undefined, limit: PAGE },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
}
