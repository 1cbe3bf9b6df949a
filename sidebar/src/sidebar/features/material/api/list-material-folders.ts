import { useQuery } from '@tanstack/react-query';
import type { listMaterialFolders } from '@zhike/shared/contracts/material-folder';
import { call } from '../../../../shared/api/call.ts';

export function useMaterialFolders() {
  return useQuery({
    queryKey: ['material-folders'],
    queryFn: ({ signal }) => call<typeof listMaterialFolders>('listMaterialFolders', { signal }),
    select: ({ items }) => items,
  });
}
