import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { archiveCustomer } from '@zhike/shared/contracts/customer';
import { call } from '../../../../shared/api/call.ts';
import { profileKey } from '../../../cache/profile.ts';

/** Reads a customer from WeCom now whom no callback has brought. */
export function useArchiveCustomer(externalUserId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call<typeof archiveCustomer>('archiveCustomer', { params: { externalUserId } }),
    onSuccess: (profile) => client.setQueryData(profileKey({ externalUserId }), profile),
  });
}
