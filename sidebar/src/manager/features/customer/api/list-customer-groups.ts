import { useQuery } from '@tanstack/react-query';
import type { listCustomerGroups } from '@zhike/shared/contracts/group-chat';
import { call } from '../../../../shared/api/call.ts';

/** The customer groups a customer is in. */
export function useCustomerGroups(customerId: string) {
  return useQuery({
    queryKey: ['customer-groups', customerId],
    queryFn: ({ signal }) => call<typeof listCustomerGroups>('listCustomerGroups', { params: { customerId }, signal }),
  });
}
