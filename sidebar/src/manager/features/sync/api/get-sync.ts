import { useQuery } from '@tanstack/react-query';
import type { getSync } from '@zhike/shared/contracts/sync';
import { call } from '../../../../shared/api/call.ts';

const LOOK_EVERY_MS = 3_000;

/** What is being synchronised and the last runs; looked at again while one is under way. */
export function useSync(enabled = true) {
  return useQuery({
    queryKey: ['sync'],
    queryFn: ({ signal }) => call<typeof getSync>('getSync', { signal }),
    refetchInterval: ({ state }) =>
      state.data?.jobs.some(({ finishedAt }) => finishedAt === null) ? LOOK_EVERY_MS : false,
    enabled,
  });
}
