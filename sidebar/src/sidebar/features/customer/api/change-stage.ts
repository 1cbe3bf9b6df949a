import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { changeCustomerStage } from '@zhike/shared/contracts/customer-changes';
import type { StageView } from '@zhike/shared/contracts/field';
import { call } from '../../../../shared/api/call.ts';
import { patchProfile, refreshCustomer } from '../../../cache/profile.ts';

/** Moves a customer to a stage: on screen at once, back again when the server refuses. */
export function useChangeStage(customerId: string) {
  const client = useQueryClient();
  return useMutation({
    scope: { id: `stage.${customerId}` },
    mutationFn: ({ to }: { from: StageView | null; to: StageView }) =>
      call<typeof changeCustomerStage>('changeCustomerStage', { params: { customerId }, body: { stageId: to.id } }),
    onMutate: ({ to }) => patchProfile(client, customerId, () => ({ stage: to })),
    onError: (_error, { from }) => patchProfile(client, customerId, () => ({ stage: from })),
    onSettled: () => refreshCustomer(client, customerId),
  });
}
