import { useQuery } from '@tanstack/react-query';
import type { listScriptCategories } from '@zhike/shared/contracts/script';
import { call } from '../../../../shared/api/call.ts';

export function useScriptCategories() {
  return useQuery({
    queryKey: ['scripts', 'categories'],
    queryFn: ({ signal }) => call<typeof listScriptCategories>('listScriptCategories', { signal }),
    select: ({ items }) => items,
  });
}
