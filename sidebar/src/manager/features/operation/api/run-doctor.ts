import { useQuery } from '@tanstack/react-query';
import type { runDoctor } from '@zhike/shared/contracts/doctor';
import { call } from '../../../../shared/api/call.ts';

/** Looks at every prerequisite; the last result stays until somebody asks again. */
export function useDoctor() {
  return useQuery({
    queryKey: ['doctor'],
    queryFn: ({ signal }) => call<typeof runDoctor>('runDoctor', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    retry: false,
  });
}
