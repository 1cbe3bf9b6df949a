import { useQuery } from '@tanstack/react-query';
import type { getMaterial } from '@zhike/shared/contracts/material';
import { call } from '../../../../shared/api/call.ts';

export function useMaterial(materialId: string) {
  return useQuery({
    queryKey: ['material', materialId],
    queryFn: ({ signal }) => call<typeof getMaterial>('getMaterial', { params: { materialId }, signal }),
  });
}
