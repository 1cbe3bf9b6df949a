import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { searchMaterials } from '@zhike/shared/contracts/material';
import { call } from '../../../../shared/api/call.ts';

/** Materials that can be sent now, by words; a script names a few of them. */
export function useFoundMaterials(text: string) {
  return useQuery({
    queryKey: ['materials', 'for-scripts', text],
    queryFn: ({ signal }) =>
      call<typeof searchMaterials>('searchMaterials', { body: { text, sort: 'most_used', limit: 20 }, signal }),
    select: ({ items }) => items,
    placeholderData: keepPreviousData,
  });
}
