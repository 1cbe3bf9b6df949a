import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { logFollowUp } from '@zhike/shared/contracts/task';
import { call } from '../../../../shared/api/call.ts';

export function useLogFollowUp(customerId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { text: string; nextAt?: number; idempotencyKey: string }) =>
      call<typeof logFollowUp>('logFollowUp', { params: { customerId }, body }),
    onSuccess: async () => {
      await Promise.all(
        [['timeline', customerId], ['customer', customerId], ['tasks']].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      );
    },
  });
}
