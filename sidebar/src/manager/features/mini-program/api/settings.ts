import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  CustomerAppSettings,
  getCustomerAppSettings,
  updateCustomerAppSettings,
} from '@zhike/shared/contracts/customer-app';
import { call } from '../../../../shared/api/call.ts';

const queryKey = ['mini-program-settings'];

/** What managers decide about the mini-program. */
export function useMiniProgramSettings() {
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => call<typeof getCustomerAppSettings>('getCustomerAppSettings', { signal }),
  });
}

export function useSaveMiniProgramSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CustomerAppSettings) =>
      call<typeof updateCustomerAppSettings>('updateCustomerAppSettings', { body }),
    onSuccess: (saved) => client.setQueryData(queryKey, saved),
  });
}
