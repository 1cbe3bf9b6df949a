import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import type { listRuleDeliveries } from '@zhike/shared/contracts/automation-webhook';
import type { replayFailure } from '@zhike/shared/contracts/operation';
import { call } from '../../../../shared/api/call.ts';

/** Newest first. */
export function useRuleDeliveries(ruleId: string) {
  return useInfiniteQuery({
    queryKey: ['automation-deliveries', ruleId],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listRuleDeliveries>('listRuleDeliveries', {
        signal,
        params: { ruleId },
        query: { cursor: pageParam, limit: 10 },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

/** Sends once more what was given up: the same as on the page of failures. */
export function useSendAgain() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call<typeof replayFailure>('replayFailure', { params: { kind: 'command', id } }),
    onSettled: async () => {
      for (const queryKey of [['automation-deliveries'], ['failures'], ['health']])
        await client.invalidateQueries({ queryKey });
    },
  });
}
