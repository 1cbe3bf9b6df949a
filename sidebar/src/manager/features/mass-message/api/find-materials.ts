import { useInfiniteQuery } from '@tanstack/react-query';
import type { searchMaterials } from '@zhike/shared/contracts/material';
import { call } from '../../../../shared/api/call.ts';

/** What can go out as an attachment: everything but words. */
const KINDS = ['image', 'video', 'file', 'brochure', 'article', 'case', 'link', 'miniprogram', 'live'] as const;

export function useAttachableMaterials(text: string) {
  return useInfiniteQuery({
    queryKey: ['materials', 'attachable', text],
    queryFn: ({ pageParam, signal }) =>
      call<typeof searchMaterials>('searchMaterials', {
        signal,
        body: { text, kinds: [...KINDS], cursor: pageParam, limit: 20 },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}
