import { useInfiniteQuery } from '@tanstack/react-query';
import type { EndpointRequest } from '@zhike/shared/contracts/endpoint';
import type { previewMassMessage } from '@zhike/shared/contracts/mass-message';
import { useEffect } from 'react';
import { call } from '../../../../shared/api/call.ts';

type Asked = EndpointRequest<typeof previewMassMessage>['body']['filter'];

export interface Reach {
  customers: number;
  unreachable: number;
  overQuota: number;
  /** At the limit once reps confirm what they were given. */
  soonOverQuota: number;
  reps: number;
  /** That is all of them. */
  isExact: boolean;
}

/** Parts that are read by themselves: 40,000 customers. Beyond it is a beginning, and the page says so. */
const PARTS = 20;

/** Whom a filter reaches, added up part by part while the page is open. */
export function useReach(filter: Asked | null): { reach: Reach | undefined; error: unknown } {
  const query = useInfiniteQuery({
    queryKey: ['mass-preview', filter],
    queryFn: ({ pageParam, signal }) =>
      call<typeof previewMassMessage>('previewMassMessage', { signal, body: { filter: filter!, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.cursor ?? undefined,
    enabled: filter !== null,
    // Every message that goes out and every change of the rule makes it another number.
    gcTime: 0,
  });
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = query;
  const parts = data?.pages ?? [];
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError && parts.length < PARTS) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, parts.length, fetchNextPage]);
  if (parts.length === 0) return { reach: undefined, error: query.error };
  const sum = (of: (part: (typeof parts)[number]) => number) => parts.reduce((total, part) => total + of(part), 0);
  return {
    reach: {
      customers: sum((part) => part.customers),
      unreachable: sum((part) => part.unreachable),
      overQuota: sum((part) => part.overQuota),
      soonOverQuota: sum((part) => part.soonOverQuota),
      reps: new Set(parts.flatMap((part) => part.reps.map(({ member }) => member.userId))).size,
      isExact: !hasNextPage,
    },
    error: query.error,
  };
}
