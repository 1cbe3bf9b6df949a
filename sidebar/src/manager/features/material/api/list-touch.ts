import { useInfiniteQuery } from '@tanstack/react-query';
import type { listSends } from '@zhike/shared/contracts/material-send';
import type { listVisits } from '@zhike/shared/contracts/touch';
import { call } from '../../../../shared/api/call.ts';

export type TouchOnly = 'opened' | 'materials' | 'finished' | 'passed_on';
const onlySends = (only: TouchOnly | undefined) => (only === 'opened' || only === 'materials' ? only : undefined);
const onlyVisits = (only: TouchOnly | undefined) => (only === 'finished' || only === 'passed_on' ? only : undefined);

/** Whose, or what: each narrows the list further. */
export interface TouchFilter {
  customerId?: string;
  /** Into which group; visits know nothing of it. */
  chatId?: string;
  materialId?: string;
  userId?: string;
  /** Business days, both inclusive. */
  from?: string;
  to?: string;
  /** What a figure counts. */
  only?: TouchOnly;
}

/** What was sent, newest first. */
export function useSends(of: TouchFilter) {
  return useInfiniteQuery({
    queryKey: ['sends', of],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listSends>('listSends', {
        signal,
        query: { ...of, only: onlySends(of.only), cursor: pageParam, limit: 20 },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

/** Who looked at what was shared, newest first. */
export function useVisits(of: TouchFilter) {
  return useInfiniteQuery({
    queryKey: ['visits', of],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listVisits>('listVisits', {
        signal,
        query: { ...of, only: onlyVisits(of.only), cursor: pageParam, limit: 20 },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}
