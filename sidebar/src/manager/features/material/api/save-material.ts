import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { EndpointRequest } from '@zhike/shared/contracts/endpoint';
import type { createMaterial, updateMaterial } from '@zhike/shared/contracts/material';
import { call } from '../../../../shared/api/call.ts';

/** What is sent when a material is saved. */
export type MaterialBody = EndpointRequest<typeof createMaterial>['body'];

/** Adds a material. */
export const createOne = (body: MaterialBody) => call<typeof createMaterial>('createMaterial', { body });

/** Adds a material, or saves a new version of one. */
export function useSaveMaterial(materialId: string | undefined) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ body, version }: { body: MaterialBody; version: number }) =>
      materialId === undefined
        ? createOne(body)
        : call<typeof updateMaterial>('updateMaterial', { params: { materialId }, body: { ...body, version } }),
    onSuccess: (material) => {
      client.setQueryData(['material', material.id], material);
      void client.invalidateQueries({ queryKey: ['materials'] });
      void client.invalidateQueries({ queryKey: ['material-folders'] });
      void client.invalidateQueries({ queryKey: ['material-versions', material.id] });
    },
  });
}
