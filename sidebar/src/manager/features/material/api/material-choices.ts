import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { searchMaterials } from '@zhike/shared/contracts/material';
import { call } from '../../../../shared/api/call.ts';

/** Kinds that are opened through a link of ours, so that it is known who opened them. */
const OPENED = ['brochure', 'article', 'case', 'video', 'link', 'live'] as const;

/** For pickers: the first of those whose title holds the words, also what is no longer offered. */
export function useMaterialChoices(text: string) {
  return useQuery({
    queryKey: ['material-choices', text],
    queryFn: ({ signal }) =>
      call<typeof searchMaterials>('searchMaterials', {
        signal,
        body: { text: text.trim().slice(0, 40), kinds: [...OPENED], states: 'all', limit: 50 },
      }),
    placeholderData: keepPreviousData,
  });
}

/** For pickers of what is to be sent: any kind that can be sent now. */
export function useMaterialsToSend(text: string) {
  return useQuery({
    queryKey: ['material-choices', 'to-send', text],
    queryFn: ({ signal }) =>
      call<typeof searchMaterials>('searchMaterials', {
        signal,
        body: { text: text.trim().slice(0, 40), sort: 'most_used', limit: 50 },
      }),
    placeholderData: keepPreviousData,
  });
}
