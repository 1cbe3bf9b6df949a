import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { EndpointResponse } from '@zhike/shared/contracts/endpoint';
import type {
  createMaterialFolder,
  deleteMaterialFolder,
  listMaterialFolders,
  reorderMaterialFolders,
  updateMaterialFolder,
} from '@zhike/shared/contracts/material-folder';
import { call } from '../../../../shared/api/call.ts';
import { inOrder } from '../library/folder-rules.ts';

const order = ['material-folder-order'];
type Folders = EndpointResponse<typeof listMaterialFolders>;

/** All folders, parents before children, in their order. */
export function useMaterialFolders() {
  return useQuery({
    queryKey: ['material-folders'],
    queryFn: ({ signal }) => call<typeof listMaterialFolders>('listMaterialFolders', { signal }),
  });
}

export function useChangeFolders() {
  const client = useQueryClient();
  const onSettled = () =>
    Promise.all([['material-folders'], ['materials']].map((queryKey) => client.invalidateQueries({ queryKey })));
  return {
    create: useMutation({
      mutationFn: (body: { name: string; parentId: string | null }) =>
        call<typeof createMaterialFolder>('createMaterialFolder', { body }),
      onSettled,
    }),
    update: useMutation({
      mutationFn: ({ folderId, ...body }: { folderId: string; name: string; parentId: string | null }) =>
        call<typeof updateMaterialFolder>('updateMaterialFolder', { params: { folderId }, body }),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: (folderId: string) =>
        call<typeof deleteMaterialFolder>('deleteMaterialFolder', { params: { folderId } }),
      onSettled,
    }),
    reorder: useMutation({
      mutationFn: (body: { parentId: string | null; folderIds: string[] }) =>
        call<typeof reorderMaterialFolders>('reorderMaterialFolders', { body }),
      mutationKey: order,
      // One after the other, so that the last order is the one that stays.
      scope: { id: order.join() },
      onMutate: async ({ parentId, folderIds }) => {
        await client.cancelQueries({ queryKey: ['material-folders'] });
        client.setQueryData<Folders>(
          ['material-folders'],
          (now) => now && { ...now, items: inOrder(now.items, parentId, folderIds) },
        );
      },
      // While the next move is under way the server knows only of this one.
      onSettled: () => (client.isMutating({ mutationKey: order }) > 1 ? undefined : onSettled()),
    }),
  };
}
