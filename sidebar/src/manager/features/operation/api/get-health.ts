import { useQuery } from '@tanstack/react-query';
import type { getHealth } from '@zhike/shared/contracts/operation';
import { call } from '../../../../shared/api/call.ts';

const LOOK_EVERY_MS = 10_000;

/** Callbacks, runs and commands: what waits, how long, what was given up. */
export function useHealth(enabled = true) {
  return useQuery({
    queryKey: ['health'],
    queryFn: ({ signal }) => call<typeof getHealth>('getHealth', { signal }),
    refetchInterval: LOOK_EVERY_MS,
    enabled,
  });
}
