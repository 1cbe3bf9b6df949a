import { useQuery } from '@tanstack/react-query';
import type { listStages } from '@zhike/shared/contracts/field';
import { call } from '../../../../shared/api/call.ts';

/** Stages in their order. */
export function useStages() {
  return useQuery({
    queryKey: ['stages'],
    queryFn: ({ signal }) => call<typeof listStages>('listStages', { signal }),
    staleTime: 5 * 60_000,
  });
}
