import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { listAuditLog } from '@zhike/shared/contracts/audit';
import { call } from '../../../../shared/api/call.ts';

export interface AuditFilter {
  actorUserId?: string;
  action?: string;
  /** Epoch ms, inclusive. */
  from?: number;
  /** Epoch ms, exclusive. */
  to?: number;
}

/** Who changed what, newest first. */
export function useAuditLog(filter: AuditFilter) {
  return useInfiniteQuery({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listAuditLog>('listAuditLog', { signal, query: { ...filter, cursor: pageParam, limit: 50 } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}
