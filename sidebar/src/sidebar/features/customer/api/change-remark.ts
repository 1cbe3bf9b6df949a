import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { changeCustomerRemark } from '@zhike/shared/contracts/customer-changes';
import { call } from '../../../../shared/api/call.ts';
import { patchProfile, refreshCustomer } from '../../../cache/profile.ts';

/** The rep's own remark and description; WeCom follows. */
export function useChangeRemark(customerId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { remark: string; description: string }) =>
      call<typeof changeCustomerRemark>('changeCustomerRemark', { params: { customerId }, body }),
    onSuccess: (myRelation) => {
      patchProfile(client, customerId, ({ relations }) => ({
        myRelation,
        relations: relations.map((one) => (one.id === myRelation.id ? myRelation : one)),
      }));
      refreshCustomer(client, customerId);
    },
  });
}
