import { useInfiniteQuery } from '@tanstack/react-query';
import type { FailureKind, listFailures } from '@zhike/shared/contracts/operation';
import { call } from '../../../../shared/api/call.ts';

/** What was given up and waits for a person, newest first. */
export function useFailures(kind: FailureKind) {
  return useInfiniteQuery({
    queryKey: ['failures', kind],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listFailures>('listFailures', { signal, query: { kind, cursor: pageParam, limit: 30 } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}
