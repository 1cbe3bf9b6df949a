import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { listMembers } from '@zhike/shared/contracts/corp';
import { call } from '../../../../shared/api/call.ts';

const SHOWN = 20;

/** Colleagues who work here, by name or pinyin. */
export function useColleagues(q: string) {
  return useQuery({
    queryKey: ['colleagues', q],
    queryFn: ({ signal }) =>
      call<typeof listMembers>('listMembers', { signal, body: { q: q || undefined, status: 'active', limit: SHOWN } }),
    placeholderData: keepPreviousData,
  });
}
