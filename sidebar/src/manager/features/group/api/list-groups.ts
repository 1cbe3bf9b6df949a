import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { GroupStatus, listGroups } from '@zhike/shared/contracts/group-chat';
import { call } from '../../../../shared/api/call.ts';

export interface GroupFilter {
  q?: string;
  ownerUserId?: string;
  tagId?: string;
  status?: GroupStatus;
}

/** Customer groups, newest first. */
export function useGroups(filter: GroupFilter) {
  return useInfiniteQuery({
    queryKey: ['groups', filter],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listGroups>('listGroups', { signal, body: { ...filter, cursor: pageParam, limit: 50 } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}
