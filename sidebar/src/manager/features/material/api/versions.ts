import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import type { listMaterialVersions, restoreMaterialVersion } from '@zhike/shared/contracts/material';
import { call } from '../../../../shared/api/call.ts';

/** All versions of a material, newest first. */
export function useMaterialVersions(materialId: string) {
  return useInfiniteQuery({
    queryKey: ['material-versions', materialId],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listMaterialVersions>('listMaterialVersions', {
        signal,
        params: { materialId },
        query: { cursor: pageParam, limit: 20 },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

/** Makes an earlier version the newest one again. */
export function useRestoreVersion(materialId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (version: number) =>
      call<typeof restoreMaterialVersion>('restoreMaterialVersion', { params: { materialId, version } }),
    onSuccess: (material) => {
      client.setQueryData(['material', materialId], material);
      void client.invalidateQueries({ queryKey: ['material-versions', materialId] });
      void client.invalidateQueries({ queryKey: ['materials'] });
    },
  });
}
