import { z } from 'zod';
import { Empty, Id } from './common.ts';
import { endpoint } from './endpoint.ts';

/** The folders of the material library, three levels deep. */

export const MAX_FOLDER_DEPTH = 3;

const editors = ['admin', 'manager'] as const;

export const MaterialFolderView = z.object({
  id: Id,
  parentId: Id.nullable(),
  name: z.string(),
  /** Materials in it, without those in folders below it. */
  count: z.int(),
});
export type MaterialFolderView = z.infer<typeof MaterialFolderView>;

const folderName = z.string().trim().min(1, '请填写名称').max(20);

export const listMaterialFolders = endpoint({
  method: 'GET',
  path: '/api/material-folders',
  audience: 'member',
  summary: 'All folders, parents before children, in their order',
  response: z.object({ items: z.array(MaterialFolderView) }),
});

export const createMaterialFolder = endpoint({
  method: 'POST',
  path: '/api/material-folders',
  audience: 'member',
  roles: editors,
  summary: 'Add a folder at the end; at most three levels',
  body: z.object({ name: folderName, parentId: Id.nullable().default(null) }),
  response: MaterialFolderView,
});

export const updateMaterialFolder = endpoint({
  method: 'PUT',
  path: '/api/material-folders/:folderId',
  audience: 'member',
  roles: editors,
  summary: 'Rename a folder, move it below another one',
  params: z.object({ folderId: Id }),
  body: z.object({ name: folderName, parentId: Id.nullable() }),
  response: MaterialFolderView,
});

export const deleteMaterialFolder = endpoint({
  method: 'DELETE',
  path: '/api/material-folders/:folderId',
  audience: 'member',
  roles: editors,
  summary: 'Remove a folder; what is in it moves to the folder above',
  params: z.object({ folderId: Id }),
  response: Empty,
});

export const reorderMaterialFolders = endpoint({
  method: 'PUT',
  path: '/api/material-folder-order',
  audience: 'member',
  roles: editors,
  summary: 'Put the folders of one parent in this order',
  body: z.object({ parentId: Id.nullable(), folderIds: z.array(Id).min(1).max(200) }),
  response: Empty,
});
