import { useQuery } from '@tanstack/react-query';
import type { getQualityHit } from '@zhike/shared/contracts/quality';
import { call } from '../../../../shared/api/call.ts';

/** A hit with what was said around it. Every read is a look that is written down, so it is not read again by itself. */
export function useQualityHit(hitId: string) {
  return useQuery({
    queryKey: ['quality-hit', hitId],
    queryFn: ({ signal }) => call<typeof getQualityHit>('getQualityHit', { signal, params: { hitId } }),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
}
