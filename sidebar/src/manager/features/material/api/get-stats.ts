import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { getLibraryStats, getMaterialStats } from '@zhike/shared/contracts/touch';
import { call } from '../../../../shared/api/call.ts';

export interface Days {
  /** `2026-11-08`, both inclusive. */
  from: string;
  to: string;
}

/** What became of one material between two days. */
export function useMaterialStats(materialId: string, { from, to }: Days) {
  return useQuery({
    queryKey: ['material-stats', materialId, from, to],
    queryFn: ({ signal }) =>
      call<typeof getMaterialStats>('getMaterialStats', { signal, params: { materialId }, query: { from, to } }),
    placeholderData: keepPreviousData,
  });
}

/** The most used materials and who uses them, between two days. */
export function useLibraryStats({ from, to }: Days) {
  return useQuery({
    queryKey: ['material-stats', 'library', from, to],
    queryFn: ({ signal }) => call<typeof getLibraryStats>('getLibraryStats', { signal, query: { from, to } }),
    placeholderData: keepPreviousData,
  });
}
