import { useInfiniteQuery } from '@tanstack/react-query';
import type { listMassMessages } from '@zhike/shared/contracts/mass-message';
import { call } from '../../../../shared/api/call.ts';

/** What steps of an SOP sent to many at once, newest first. */
export function useMassSends(sopId: string) {
  return useInfiniteQuery({
    queryKey: ['mass-messages', 'sop', sopId],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listMassMessages>('listMassMessages', { signal, query: { sopId, cursor: pageParam, limit: 10 } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}
