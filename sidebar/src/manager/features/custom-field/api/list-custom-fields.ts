import { useQuery } from '@tanstack/react-query';
import type { listCustomFields } from '@zhike/shared/contracts/custom-field';
import { call } from '../../../../shared/api/call.ts';

/** Custom fields in their order, those out of use last. */
export function useCustomFields() {
  return useQuery({
    queryKey: ['custom-fields'],
    queryFn: ({ signal }) => call<typeof listCustomFields>('listCustomFields', { signal }),
  });
}
