import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { getSopStats } from '@zhike/shared/contracts/sop-stats';
import { call } from '../../../../shared/api/call.ts';

/** What became of the steps that fell due in these days, as far as the viewer sees the customers. */
export function useSopStats(sopId: string, days: { from: string; to: string }) {
  return useQuery({
    queryKey: ['sop-stats', sopId, days],
    queryFn: ({ signal }) => call<typeof getSopStats>('getSopStats', { signal, params: { sopId }, query: days }),
    placeholderData: keepPreviousData,
  });
}
