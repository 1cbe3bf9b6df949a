import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { QualityLevel, QualityState, searchQualityHits } from '@zhike/shared/contracts/quality';
import { call } from '../../../../shared/api/call.ts';

export interface HitFilter {
  state?: QualityState;
  level?: QualityLevel;
  userId?: string;
  word?: string;
}

/** What was found, newest first. */
export function useQualityHits(filter: HitFilter) {
  return useInfiniteQuery({
    queryKey: ['quality-hits', filter],
    queryFn: ({ pageParam, signal }) =>
      call<typeof searchQualityHits>('searchQualityHits', {
        signal,
        body: { ...filter, cursor: pageParam, limit: 30 },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}
