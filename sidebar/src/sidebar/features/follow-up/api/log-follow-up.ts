import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { logFollowUp } from '@zhike/shared/contracts/task';
import { call } from '../../../../shared/api/call.ts';
import { refreshCustomer } from '../../../cache/profile.ts';

/** Logs work done. The key makes a second try, after an answer that was lost, harmless. */
export function useLogFollowUp(customerId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { text: string; nextAt?: number; idempotencyKey: string }) =>
      call<typeof logFollowUp>('logFollowUp', { params: { customerId }, body }),
    onSuccess: () => refreshCustomer(client, customerId),
  });
}
