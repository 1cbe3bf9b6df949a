import { useQuery } from '@tanstack/react-query';
import type { getMaterial } from '@zhike/shared/contracts/material';
import { call } from '../../../../shared/api/call.ts';

const PREPARING_MS = 3_000;

/** Reads one material, whatever is known of it already. */
export const readMaterial = (materialId: string, signal?: AbortSignal) =>
  call<typeof getMaterial>('getMaterial', { signal, params: { materialId } });

/** One material with what it holds; looks again while the pages of a brochure are being made. */
export function useMaterial(materialId: string | undefined) {
  return useQuery({
    queryKey: ['material', materialId],
    queryFn: ({ signal }) => readMaterial(materialId!, signal),
    enabled: materialId !== undefined,
    refetchInterval: ({ state }) => (state.data?.state === 'preparing' ? PREPARING_MS : false),
  });
}
