import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Filter } from '@zhike/shared/contracts/filter';
import type {
  cancelEnrolling,
  listEnrolJobs,
  previewEnrolling,
  startEnrolling,
} from '@zhike/shared/contracts/sop-enrolling';
import { useEffect } from 'react';
import { call } from '../../../../shared/api/call.ts';

export interface Prospect {
  customers: number;
  alreadyIn: number;
  noStart: number;
  noStepAhead: number;
  nobodyServes: number;
  /** That is all of them. */
  isExact: boolean;
}

/** Parts that are counted by themselves: 40,000 customers. Beyond it is a beginning, and the page says so. */
const PARTS = 20;
const LOOK_EVERY_MS = 3_000;

/** How many would begin, added up part by part while the dialog is open. `filter` null: all; undefined: not written yet. */
export function useProspect(
  sopId: string,
  filter: Filter | null | undefined,
): { prospect: Prospect | undefined; error: unknown; retry(): void } {
  const query = useInfiniteQuery({
    queryKey: ['sop-prospect', sopId, filter],
    queryFn: ({ pageParam, signal }) =>
      call<typeof previewEnrolling>('previewEnrolling', {
        signal,
        params: { sopId },
        body: { filter: filter ?? null, cursor: pageParam },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.cursor ?? undefined,
    enabled: filter !== undefined,
    staleTime: 30_000,
  });
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = query;
  const parts = data?.pages ?? [];
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError && parts.length < PARTS) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, parts.length, fetchNextPage]);
  const retry = () => void query.refetch();
  if (parts.length === 0) return { prospect: undefined, error: query.error, retry };
  const sum = (of: (part: (typeof parts)[number]) => number) => parts.reduce((total, part) => total + of(part), 0);
  return {
    prospect: {
      customers: sum((part) => part.customers),
      alreadyIn: sum((part) => part.alreadyIn),
      noStart: sum((part) => part.noStart),
      noStepAhead: sum((part) => part.noStepAhead),
      nobodyServes: sum((part) => part.nobodyServes),
      isExact: !hasNextPage,
    },
    error: query.error,
    retry,
  };
}

/** The latest orders to let many begin; looked at again while one is under way. */
export function useEnrolJobs(sopId: string) {
  return useQuery({
    queryKey: ['sop-enrol-jobs', sopId],
    queryFn: ({ signal }) =>
      call<typeof listEnrolJobs>('listEnrolJobs', { signal, params: { sopId }, query: { limit: 5 } }),
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ finishedAt }) => finishedAt === null) ? LOOK_EVERY_MS : false,
  });
}

export function useChangeEnrolJobs(sopId: string) {
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: ['sop-enrol-jobs', sopId] });
  return {
    start: useMutation({
      mutationFn: (body: { filter: Filter | null; expected: number }) =>
        call<typeof startEnrolling>('startEnrolling', { params: { sopId }, body }),
      onSuccess,
    }),
    cancel: useMutation({
      mutationFn: (jobId: string) => call<typeof cancelEnrolling>('cancelEnrolling', { params: { jobId } }),
      onSuccess,
    }),
  };
}
