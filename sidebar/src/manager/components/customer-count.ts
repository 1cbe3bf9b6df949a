import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { countCustomers } from '@zhike/shared/contracts/customer-list';
import type { EndpointRequest } from '@zhike/shared/contracts/endpoint';
import { useEffect } from 'react';
import { call } from '../../shared/api/call.ts';

type Asked = Omit<EndpointRequest<typeof countCustomers>['body'], 'cursor'>;

/** Found so far, and whether that is all of them. */
export interface Counted {
  count: number;
  isExact: boolean;
}

const HOW_LONG_A_LONG_COUNT_HOLDS = 5 * 60_000;

/** How many match: at once as far as the server counts at once, then on and on while the page is open, until it is exact. */
export function useCustomerCount(filter: Asked | null): Counted | undefined {
  const ask = (cursor: string | undefined, signal: AbortSignal) =>
    call<typeof countCustomers>('countCustomers', { signal, body: { ...filter, cursor } });
  const first = useQuery({
    queryKey: ['count-customers', filter],
    queryFn: ({ signal }) => ask(undefined, signal),
    enabled: filter !== null,
    placeholderData: keepPreviousData,
  });
  const next = first.isPlaceholderData ? null : (first.data?.cursor ?? null);
  // Not under the key above: news of a single customer must not begin the whole counting anew.
  const rest = useInfiniteQuery({
    queryKey: ['count-rest', filter],
    queryFn: ({ pageParam, signal }) => ask(pageParam, signal),
    initialPageParam: next ?? undefined,
    getNextPageParam: (page) => page.cursor ?? undefined,
    enabled: next !== null,
    staleTime: HOW_LONG_A_LONG_COUNT_HOLDS,
  });
  const { hasNextPage, isFetching, isError, fetchNextPage } = rest;
  useEffect(() => {
    if (next !== null && hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [next, hasNextPage, isFetching, isError, fetchNextPage]);
  if (!first.data) return undefined;
  if (first.data.cursor === null) return { count: first.data.count, isExact: true };
  const last = next === null ? undefined : rest.data?.pages.at(-1);
  return last ? { count: last.count, isExact: last.cursor === null } : { count: first.data.count, isExact: false };
}

/** While it is still being counted `1 万+`, or what has been found so far. */
export function sayCounted({ count, isExact }: Counted): string {
  const exact = (number: number) => number.toLocaleString('zh-CN');
  if (isExact) return exact(count);
  return count >= 10_000 ? `${exact(Math.floor(count / 10_000))} 万+` : `${exact(count)}+`;
}
