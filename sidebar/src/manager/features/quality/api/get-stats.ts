import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { getQualityStats } from '@zhike/shared/contracts/quality';
import { call } from '../../../../shared/api/call.ts';

export function useQualityStats(range: { from: string; to: string }) {
  return useQuery({
    queryKey: ['quality-stats', range],
    queryFn: ({ signal }) => call<typeof getQualityStats>('getQualityStats', { signal, query: range }),
    placeholderData: keepPreviousData,
  });
}
