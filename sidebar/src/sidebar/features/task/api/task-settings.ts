import { useQuery } from '@tanstack/react-query';
import type { getTaskSettings } from '@zhike/shared/contracts/task-settings';
import { call } from '../../../../shared/api/call.ts';

const STALE_MS = 10 * 60_000;

/** When work ends today; null on a day off, when it has ended, and until the server has said. */
export function useWorkEnd(): number | null {
  const settings = useQuery({
    queryKey: ['task-settings'],
    queryFn: ({ signal }) => call<typeof getTaskSettings>('getTaskSettings', { signal }),
    staleTime: STALE_MS,
  });
  return settings.data?.workEndsAt ?? null;
}
