import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { listMembers, RoleName } from '@zhike/shared/contracts/corp';
import { call } from '../../../../shared/api/call.ts';

export interface MemberFilter {
  q?: string;
  departmentId?: number;
  role?: RoleName;
  /** Only those whom customers can add. */
  followsCustomers?: boolean;
  /** Only the viewer's own people. */
  inScope?: boolean;
}

/** Members by name, page after page. */
export function useMembers(filter: MemberFilter) {
  return useInfiniteQuery({
    queryKey: ['members', filter],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listMembers>('listMembers', { signal, body: { ...filter, cursor: pageParam, limit: 50 } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}
