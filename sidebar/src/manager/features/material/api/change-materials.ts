import { useMutation, useQueryClient } from '@tanstack/react-query';
import type {
  addMaterialFavourite,
  bringBackMaterial,
  moveMaterials,
  removeMaterialFavourite,
  retireMaterial,
} from '@zhike/shared/contracts/material';
import { call } from '../../../../shared/api/call.ts';

/** As many as one request may move. */
const MOVED_AT_ONCE = 100;

/** What is done to materials from a list: all of it can be undone. */
export function useChangeMaterials() {
  const client = useQueryClient();
  const onSettled = () =>
    Promise.all(
      [['materials'], ['material'], ['material-folders']].map((queryKey) => client.invalidateQueries({ queryKey })),
    );
  return {
    retire: useMutation({
      mutationFn: async (materialIds: readonly string[]) => {
        for (const materialId of materialIds)
          await call<typeof retireMaterial>('retireMaterial', { params: { materialId } });
      },
      onSettled,
    }),
    bringBack: useMutation({
      mutationFn: async (materialIds: readonly string[]) => {
        for (const materialId of materialIds)
          await call<typeof bringBackMaterial>('bringBackMaterial', { params: { materialId } });
      },
      onSettled,
    }),
    move: useMutation({
      mutationFn: async ({ materialIds, folderId }: { materialIds: readonly string[]; folderId: string | null }) => {
        for (let from = 0; from < materialIds.length; from += MOVED_AT_ONCE)
          await call<typeof moveMaterials>('moveMaterials', {
            body: { materialIds: materialIds.slice(from, from + MOVED_AT_ONCE), folderId },
          });
      },
      onSettled,
    }),
    favour: useMutation({
      mutationFn: ({ materialId, isFavourite }: { materialId: string; isFavourite: boolean }) =>
        isFavourite
          ? call<typeof addMaterialFavourite>('addMaterialFavourite', { params: { materialId } })
          : call<typeof removeMaterialFavourite>('removeMaterialFavourite', { params: { materialId } }),
      onSettled,
    }),
  };
}
