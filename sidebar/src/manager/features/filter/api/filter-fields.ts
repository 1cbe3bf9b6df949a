import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Filter } from '@zhike/shared/contracts/filter';
import type { describeFilter, listFilterFields } from '@zhike/shared/contracts/filter-field';
import { call } from '../../../../shared/api/call.ts';

/** What filters can ask for. */
export function useFilterFields() {
  return useQuery({
    queryKey: ['filter-fields'],
    queryFn: ({ signal }) => call<typeof listFilterFields>('listFilterFields', { signal }),
    staleTime: Infinity,
  });
}

/** A filter in words, with the names of what is in it. */
export function useFilterInWords(filter: Filter | null) {
  return useQuery({
    queryKey: ['filter-in-words', filter],
    queryFn: ({ signal }) => call<typeof describeFilter>('describeFilter', { signal, body: { filter: filter! } }),
    enabled: filter !== null,
    placeholderData: keepPreviousData,
  });
}
