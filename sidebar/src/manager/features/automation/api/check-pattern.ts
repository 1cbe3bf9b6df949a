import { useQuery } from '@tanstack/react-query';
import type { checkPattern } from '@zhike/shared/contracts/automation';
import { call } from '../../../../shared/api/call.ts';

/** Asks once per expression; a refusal is an answer. */
export function useCheckPattern(pattern: string) {
  return useQuery({
    queryKey: ['automation-pattern', pattern],
    queryFn: ({ signal }) => call<typeof checkPattern>('checkPattern', { signal, body: { pattern } }),
    enabled: pattern !== '',
    retry: false,
    staleTime: Infinity,
  });
}
