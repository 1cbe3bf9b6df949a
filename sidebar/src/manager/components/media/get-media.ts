import { useQuery } from '@tanstack/react-query';
import type { getMedia } from '@zhike/shared/contracts/media';
import { call } from '../../../shared/api/call.ts';

/** Name and size of an uploaded file. */
export function useMedia(mediaId: string) {
  return useQuery({
    queryKey: ['media', mediaId],
    queryFn: ({ signal }) => call<typeof getMedia>('getMedia', { signal, params: { mediaId } }),
    enabled: mediaId !== '',
    staleTime: Number.POSITIVE_INFINITY,
  });
}
