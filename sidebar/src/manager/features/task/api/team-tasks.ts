import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { EndpointRequest } from '@zhike/shared/contracts/endpoint';
import type { getTaskStats, listTeamTasks } from '@zhike/shared/contracts/task-team';
import { call } from '../../../../shared/api/call.ts';

export type TeamFilter = Omit<EndpointRequest<typeof listTeamTasks>['query'], 'cursor' | 'limit'>;

/** Tasks of everybody in scope, page after page. */
export function useTeamTasks(filter: TeamFilter) {
  return useInfiniteQuery({
    queryKey: ['team-tasks', filter],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listTeamTasks>('listTeamTasks', { signal, query: { ...filter, cursor: pageParam, limit: 50 } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

export function useTaskStats(query: { from: string; to: string; departmentId?: number }) {
  return useQuery({
    queryKey: ['task-stats', query],
    queryFn: ({ signal }) => call<typeof getTaskStats>('getTaskStats', { signal, query }),
    placeholderData: keepPreviousData,
  });
}
