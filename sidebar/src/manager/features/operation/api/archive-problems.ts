import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { getArchiveProblems, retryArchiveProblem } from '@zhike/shared/contracts/operation';
import { call } from '../../../../shared/api/call.ts';

const LOOK_EVERY_MS = 10_000;

/** Archived messages that stay closed, by problem; types of messages nobody has heard of. */
export function useArchiveProblems() {
  return useQuery({
    queryKey: ['failures', 'archive-problems'],
    queryFn: ({ signal }) => call<typeof getArchiveProblems>('getArchiveProblems', { signal }),
    refetchInterval: LOOK_EVERY_MS,
  });
}

/** Tries all messages of one problem again. */
export function useRetryArchiveProblem() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { problem: string; keyVersion: number }) =>
      call<typeof retryArchiveProblem>('retryArchiveProblem', { body }),
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ['failures'] });
      await client.invalidateQueries({ queryKey: ['health'] });
    },
  });
}
