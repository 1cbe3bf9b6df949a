import { useMutation } from '@tanstack/react-query';
import type { revealCustomerPhones } from '@zhike/shared/contracts/customer-changes';
import { call } from '../../../../shared/api/call.ts';

/** The numbers to call for a task; every look is written down. */
export function useRevealPhones() {
  return useMutation({
    mutationFn: (customerId: string) =>
      call<typeof revealCustomerPhones>('revealCustomerPhones', { params: { customerId } }),
  });
}
