import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { listCustomers } from '@zhike/shared/contracts/customer-list';
import { call } from '../../../../shared/api/call.ts';

const PAGE = 20;

/** Customers the viewer may see, newest first; `q`: part of a name or remark, or a whole phone number. */
export function useRecentCustomers(q: string) {
  return useInfiniteQuery({
    queryKey: ['recent-customers', q],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listCustomers>('listCustomers', {
        body: { q: q || undefined, cursor: pageParam ?? undefined, limit: PAGE },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
}
