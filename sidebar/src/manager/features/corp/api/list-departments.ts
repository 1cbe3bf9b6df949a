import { useQuery } from '@tanstack/react-query';
import type { listDepartments } from '@zhike/shared/contracts/corp';
import { call } from '../../../../shared/api/call.ts';

/** Every department the app sees, parents before children. */
export function useDepartments() {
  return useQuery({
    queryKey: ['departments'],
    queryFn: ({ signal }) => call<typeof listDepartments>('listDepartments', { signal }),
    staleTime: 10 * 60_000,
  });
}
