import { type InfiniteData, useMutation, useQueryClient } from '@tanstack/react-query';
import type { addMaterialFavourite, MaterialRow, removeMaterialFavourite } from '@zhike/shared/contracts/material';
import { phraseOf } from '../../../../shared/api/api-error.ts';
import { call } from '../../../../shared/api/call.ts';
import { notify } from '../../../components/notice.tsx';

interface Page {
  items: MaterialRow[];
  nextCursor: string | null;
}

/** Keeps a material among one's favourites, or no more: on screen at once. */
export function useKeepMaterial() {
  const client = useQueryClient();
  const show = (id: string, isFavourite: boolean) =>
    client.setQueriesData<InfiniteData<Page>>(
      { queryKey: ['materials'] },
      (data) =>
        data && {
          ...data,
          pages: data.pages.map((page) => ({
            ...page,
            items: page.items.map((row) => (row.id === id ? { ...row, isFavourite } : row)),
          })),
        },
    );
  return useMutation({
    mutationFn: ({ materialId, keep }: { materialId: string; keep: boolean }) =>
      keep
        ? call<typeof addMaterialFavourite>('addMaterialFavourite', { params: { materialId } })
        : call<typeof removeMaterialFavourite>('removeMaterialFavourite', { params: { materialId } }),
    onMutate: async ({ materialId, keep }) => {
      // A read that began before would bring back what was.
      await client.cancelQueries({ queryKey: ['materials'] });
      show(materialId, keep);
    },
    onError: (error, { materialId, keep }) => {
      show(materialId, !keep);
      notify(phraseOf(error), { tone: 'problem' });
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['materials'] }),
  }).mutate;
}
