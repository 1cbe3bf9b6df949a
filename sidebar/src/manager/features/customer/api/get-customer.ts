import { useQuery } from '@tanstack/react-query';
import type { getCustomer } from '@zhike/shared/contracts/customer';
import { call } from '../../../../shared/api/call.ts';

export function useCustomer(customerId: string) {
  return useQuery({
    queryKey: ['customer', customerId],
    queryFn: ({ signal }) => call<typeof getCustomer>('getCustomer', { signal, params: { customerId } }),
  });
}
