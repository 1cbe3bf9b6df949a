import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { MaterialKind } from '@zhike/shared/contracts/material-content';
import type { MaterialSort, searchMaterials } from '@zhike/shared/contracts/material';
import { call } from '../../../../shared/api/call.ts';

export interface MaterialFilter {
  text: string;
  kinds: MaterialKind[];
  folderId: string | null;
  onlyFavourites: boolean;
  states: 'usable' | 'all' | 'retired';
  sort: MaterialSort;
}

/** Materials by words, kind and folder, page by page. */
export function useMaterials(filter: MaterialFilter) {
  return useInfiniteQuery({
    queryKey: ['materials', filter],
    queryFn: ({ pageParam, signal }) =>
      call<typeof searchMaterials>('searchMaterials', { signal, body: { ...filter, cursor: pageParam, limit: 40 } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}
