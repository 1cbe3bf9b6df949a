import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FieldValue } from '@zhike/shared/contracts/custom-field';
import type { CustomerProfile } from '@zhike/shared/contracts/customer';
import type {
  changeCustomerField,
  changeCustomerOwner,
  changeCustomerStage,
  changeCustomerTags,
  revealCustomerPhones,
} from '@zhike/shared/contracts/customer-changes';
import { call } from '../../../../shared/api/call.ts';

/** What can be changed of a customer; the profile on screen follows the answer. */
export function useChangeCustomer(customerId: string) {
  const client = useQueryClient();
  const params = { customerId };
  const patch = (part: Partial<CustomerProfile> | ((now: CustomerProfile) => Partial<CustomerProfile>)) => {
    client.setQueryData<CustomerProfile>(
      ['customer', customerId],
      (now) => now && { ...now, ...(typeof part === 'function' ? part(now) : part) },
    );
    void client.invalidateQueries({ queryKey: ['timeline', customerId] });
    void client.invalidateQueries({ queryKey: ['customers'] });
  };
  return {
    tags: useMutation({
      mutationFn: (body: { add: string[]; remove: string[] }) =>
        call<typeof changeCustomerTags>('changeCustomerTags', { params, body }),
      onSuccess: patch,
    }),
    stage: useMutation({
      mutationFn: (stageId: string) =>
        call<typeof changeCustomerStage>('changeCustomerStage', { params, body: { stageId } }),
      onSuccess: patch,
    }),
    field: useMutation({
      mutationFn: ({ fieldId, value }: { fieldId: string; value: FieldValue | null }) =>
        call<typeof changeCustomerField>('changeCustomerField', { params: { customerId, fieldId }, body: { value } }),
      // Of all fields in the answer the saved one alone: another's answer may be newer.
      onSuccess: ({ fields }, { fieldId }) => {
        const saved = fields.find((field) => field.fieldId === fieldId);
        patch(({ fields: now }) => ({ fields: now.map((field) => (field.fieldId === fieldId && saved) || field) }));
      },
    }),
    owner: useMutation({
      mutationFn: (body: { ownerUserId: string | null; note?: string }) =>
        call<typeof changeCustomerOwner>('changeCustomerOwner', { params, body }),
      onSuccess: patch,
    }),
    reveal: useMutation({ mutationFn: () => call<typeof revealCustomerPhones>('revealCustomerPhones', { params }) }),
  };
}
