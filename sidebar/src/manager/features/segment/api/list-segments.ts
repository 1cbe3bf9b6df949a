import { useInfiniteQuery } from '@tanstack/react-query';
import type { listSegments } from '@zhike/shared/contracts/segment';
import { call } from '../../../../shared/api/call.ts';

/** Segments the viewer may use, newest first. */
export function useSegments() {
  return useInfiniteQuery({
    queryKey: ['segments'],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listSegments>('listSegments', { signal, query: { cursor: pageParam, limit: 20 } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}
