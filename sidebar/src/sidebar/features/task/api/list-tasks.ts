import { useInfiniteQuery } from '@tanstack/react-query';
import type { listTasks } from '@zhike/shared/contracts/task';
import { call } from '../../../../shared/api/call.ts';

const PAGE = 20;

/** Tasks of one customer, or the viewer's own. Open ones by when they are due, closed ones newest first. */
export function useTasks({ customerId, status }: { customerId?: string; status: 'open' | 'closed' }) {
  return useInfiniteQuery({
    queryKey: ['tasks', customerId ?? 'mine', status],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listTasks>('listTasks', {
        query: { customerId, status, cursor: pageParam ?? undefined, limit: PAGE },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}
