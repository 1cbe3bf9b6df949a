import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { countTasks, listTasks } from '@zhike/shared/contracts/task';
import { call } from '../../../../shared/api/call.ts';

/** Open tasks of a customer, or without one the viewer's own. */
export function useOpenTasks(customerId: string | undefined) {
  return useInfiniteQuery({
    queryKey: ['tasks', customerId ?? 'mine'],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listTasks>('listTasks', { signal, query: { customerId, cursor: pageParam, limit: 20 } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

/** How many open tasks the viewer has. */
export function useTaskCounts() {
  return useQuery({
    queryKey: ['task-counts'],
    queryFn: ({ signal }) => call<typeof countTasks>('countTasks', { signal }),
  });
}
