import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { PosterDesign, previewPoster } from '@zhike/shared/contracts/poster';
import type { PosterValues } from '@zhike/shared/formulas/poster/variables';
import { call } from '../../../../shared/api/call.ts';

/** The server gives up drawing one after 20 seconds, and says so. */
const TIMEOUT_MS = 40_000;

/** A design as the server draws it, with sample values; null: none to be drawn. */
export function usePosterPreview(design: PosterDesign | null, texts: PosterValues['texts']) {
  return useQuery({
    queryKey: ['poster-preview', JSON.stringify([design, texts])],
    queryFn: ({ signal }) =>
      call<typeof previewPoster>('previewPoster', { body: { design: design!, texts }, signal, timeoutMs: TIMEOUT_MS }),
    enabled: design !== null,
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 5 * 60_000,
    refetchOnWindowFocus: false,
  });
}
