import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { EndpointRequest } from '@zhike/shared/contracts/endpoint';
import type { createMaterial, updateMaterial } from '@zhike/shared/contracts/material';
import { useState } from 'react';
import { CreationKeys } from '../../../../shared/drafts/creation-keys.ts';
import { call } from '../../../../shared/api/call.ts';

/** What is sent when a material is saved. */
export type MaterialBody = Omit<EndpointRequest<typeof createMaterial>['body'], 'idempotencyKey'>;

/** Adds a material. */
export const createOne = (body: MaterialBody, idempotencyKey: string) =>
  call<typeof createMaterial>('createMaterial', { body: { ...body, idempotencyKey } });

/** Adds a material, or saves a new version of one. */
export function useSaveMaterial(materialId: string | undefined) {
  const client = useQueryClient();
  const [keys] = useState(() => new CreationKeys());
  return useMutation({
    mutationFn: ({ body, version }: { body: MaterialBody; version: number }) =>
      materialId === undefined
        ? createOne(body, keys.of(body))
        : call<typeof updateMaterial>('updateMaterial', { params: { materialId }, body: { ...body, version } }),
    onSuccess: (material) => {
      keys.forget();
      client.setQueryData(['material', material.id], material);
      void client.invalidateQueries({ queryKey: ['materials'] });
      void client.invalidateQueries({ queryKey: ['material-folders'] });
      void client.invalidateQueries({ queryKey: ['material-versions', material.id] });
    },
  });
}
