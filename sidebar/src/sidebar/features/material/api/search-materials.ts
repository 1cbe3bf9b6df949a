import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { MaterialKind } from '@zhike/shared/contracts/material-content';
import type { MaterialSort, searchMaterials } from '@zhike/shared/contracts/material';
import { call } from '../../../../shared/api/call.ts';

const PAGE = 20;

export interface MaterialFilter {
  text: string;
  kinds: MaterialKind[];
  folderId: string | null;
  onlyFavourites: boolean;
  sort: MaterialSort;
}

/** What may be sent now. */
export function useMaterials(filter: MaterialFilter) {
  return useInfiniteQuery({
    queryKey: ['materials', filter],
    queryFn: ({ pageParam, signal }) =>
      call<typeof searchMaterials>('searchMaterials', {
        body: { ...filter, states: 'usable', cursor: pageParam ?? undefined, limit: PAGE },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
}
