import { useMutation } from '@tanstack/react-query';
import type { revealCustomerPhones } from '@zhike/shared/contracts/customer-changes';
import { call } from '../../../../shared/api/call.ts';

/** Phone numbers in full. Every look is written down, so the answer is kept on screen only and asked for by a tap only. */
export function useRevealPhones(customerId: string) {
  return useMutation({
    mutationFn: () => call<typeof revealCustomerPhones>('revealCustomerPhones', { params: { customerId } }),
    gcTime: 0,
  });
}
