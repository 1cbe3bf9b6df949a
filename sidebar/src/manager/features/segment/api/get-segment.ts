import { useQuery } from '@tanstack/react-query';
import type { getSegment } from '@zhike/shared/contracts/segment';
import { call } from '../../../../shared/api/call.ts';

export function useSegment(segmentId: string | undefined) {
  return useQuery({
    queryKey: ['segment', segmentId],
    queryFn: ({ signal }) => call<typeof getSegment>('getSegment', { signal, params: { segmentId: segmentId! } }),
    enabled: segmentId !== undefined,
  });
}
