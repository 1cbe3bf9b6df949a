import { useQuery } from '@tanstack/react-query';
import type { listTagGroups } from '@zhike/shared/contracts/tag';
import { call } from '../../../../shared/api/call.ts';

/** The tag library as the viewer may use it. */
export function useTagGroups() {
  return useQuery({
    queryKey: ['tag-groups'],
    queryFn: ({ signal }) => call<typeof listTagGroups>('listTagGroups', { signal }),
    staleTime: 60_000,
  });
}
