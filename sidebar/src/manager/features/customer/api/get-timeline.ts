import { useInfiniteQuery } from '@tanstack/react-query';
import type { getCustomerTimeline, TimelineGroup } from '@zhike/shared/contracts/customer';
import { call } from '../../../../shared/api/call.ts';

/** What happened with a customer, newest first. */
export function useTimeline(customerId: string, group: TimelineGroup | undefined) {
  return useInfiniteQuery({
    queryKey: ['timeline', customerId, group ?? 'all'],
    queryFn: ({ pageParam, signal }) =>
      call<typeof getCustomerTimeline>('getCustomerTimeline', {
        signal,
        params: { customerId },
        query: { cursor: pageParam, limit: 30, group },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}
