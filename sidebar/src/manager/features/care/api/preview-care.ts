import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { CareDraftInput, CarePreview, previewCarePlan } from '@zhike/shared/contracts/care';
import { useEffect } from 'react';
import { call } from '../../../../shared/api/call.ts';
import { addUp } from '../add-up.ts';

/** Parts that are read by themselves: 40,000 customers. Beyond it is a beginning, and the page says so. */
const PARTS = 20;

/** Whom a draft would remember, added up part by part while the page is open. Its words play no part but for being there. */
export function useCarePreview(draft: CareDraftInput | null) {
  const asked = draft && { ...draft, title: '预览', text: draft.text?.trim() ? '祝福' : '' };
  const query = useInfiniteQuery({
    queryKey: ['care-preview', asked],
    queryFn: ({ pageParam, signal }): Promise<CarePreview> =>
      call<typeof previewCarePlan>('previewCarePlan', { signal, body: { draft: asked!, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.cursor ?? undefined,
    enabled: asked !== null,
    staleTime: 60_000,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = query;
  const parts = data?.pages ?? [];
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError && parts.length < PARTS) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, parts.length, fetchNextPage]);
  return {
    preview: parts.length > 0 ? { ...addUp(parts), isExact: !hasNextPage } : null,
    error: query.error,
    readAgain: () => void query.refetch(),
  };
}
