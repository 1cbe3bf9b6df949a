import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { countCustomers, listCustomers } from '@zhike/shared/contracts/customer-list';
import type { Filter } from '@zhike/shared/contracts/filter';
import type { EndpointRequest } from '@zhike/shared/contracts/endpoint';
import { call } from '../../../../shared/api/call.ts';

export type CustomerFilter = Omit<EndpointRequest<typeof countCustomers>['body'], 'cursor'>;

const PAGE = 50;

/** Customers the viewer may see, newest first. */
export function useCustomers(filter: CustomerFilter, limit = PAGE) {
  return useInfiniteQuery({
    queryKey: ['customers', filter, limit],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listCustomers>('listCustomers', { signal, body: { ...filter, cursor: pageParam, limit } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    // Read anew when asked for: a list must not jump under the reader's eyes.
    refetchOnWindowFocus: false,
  });
}

/** The first of the list, to notice that the list on screen has grown old. */
export function useNewestCustomer(filter: CustomerFilter) {
  return useQuery({
    queryKey: ['customers-head', filter],
    queryFn: async ({ signal }) =>
      (await call<typeof listCustomers>('listCustomers', { signal, body: { ...filter, limit: 1 } })).items[0]?.id ??
      null,
  });
}

/** The newest few whom a filter means. */
export function useCustomerSample(filter: Filter, limit: number) {
  return useQuery({
    queryKey: ['customer-sample', filter, limit],
    queryFn: async ({ signal }) => {
      for (let cursor: string | undefined; ; ) {
        const page = await call<typeof listCustomers>('listCustomers', { signal, body: { filter, limit, cursor } });
        // A page may be empty where the list goes on: few of many fit.
        if (page.items.length > 0 || page.nextCursor === null) return page.items;
        cursor = page.nextCursor;
      }
    },
    placeholderData: keepPreviousData,
  });
}
