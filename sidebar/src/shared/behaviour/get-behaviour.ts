import { useQuery } from '@tanstack/react-query';
import type { getCustomerBehaviour } from '@zhike/shared/contracts/customer-behaviour';
import { call } from '../api/call.ts';

/** Twelve weeks of a customer, counted by day. */
export function useBehaviour(customerId: string) {
  return useQuery({
    queryKey: ['behaviour', customerId],
    queryFn: ({ signal }) =>
      call<typeof getCustomerBehaviour>('getCustomerBehaviour', { params: { customerId }, signal }),
  });
}
