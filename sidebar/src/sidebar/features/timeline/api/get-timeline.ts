import { useInfiniteQuery } from '@tanstack/react-query';
import type { getCustomerTimeline, TimelineGroup } from '@zhike/shared/contracts/customer';
import { call } from '../../../../shared/api/call.ts';
import { TIMELINE_PAGE, timelineKey } from '../../../cache/timeline.ts';

/** What happened with a customer, newest first. */
export function useTimeline(customerId: string, group: TimelineGroup | undefined) {
  return useInfiniteQuery({
    queryKey: timelineKey(customerId, group),
    queryFn: ({ pageParam, signal }) =>
      call<typeof getCustomerTimeline>('getCustomerTimeline', {
        params: { customerId },
        query: { group, cursor: pageParam ?? undefined, limit: TIMELINE_PAGE },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}
