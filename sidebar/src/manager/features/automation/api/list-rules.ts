import { useInfiniteQuery } from '@tanstack/react-query';
import type { listRules } from '@zhike/shared/contracts/automation';
import { call } from '../../../../shared/api/call.ts';

/** Newest first. */
export function useRules() {
  return useInfiniteQuery({
    queryKey: ['automation-rules'],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listRules>('listRules', { signal, body: { cursor: pageParam, limit: 30 } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}
