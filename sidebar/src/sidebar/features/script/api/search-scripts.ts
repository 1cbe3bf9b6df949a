import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { searchScripts } from '@zhike/shared/contracts/script';
import { call } from '../../../../shared/api/call.ts';

const PAGE = 20;

export type Whose = 'all' | 'company' | 'mine';

export interface ScriptFilter {
  text: string;
  categoryId: string | null;
  whose: Whose;
  onlyFavourites: boolean;
  sort: 'order' | 'most_used' | 'mine';
  /** For whom the words are filled in. */
  customerId: string | undefined;
  /** Filled in for a group: nobody is called by name. */
  inGroup: boolean;
}

export function useScripts(filter: ScriptFilter) {
  return useInfiniteQuery({
    queryKey: ['scripts', filter],
    queryFn: ({ pageParam, signal }) =>
      call<typeof searchScripts>('searchScripts', {
        body: { ...filter, cursor: pageParam ?? undefined, limit: PAGE },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
}
