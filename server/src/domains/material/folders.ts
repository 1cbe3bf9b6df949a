import { MAX_FOLDER_DEPTH } from '@zhike/shared/contracts/material-folder';
import { findRow, findRows } from '../../platform/database/find-row.ts';
import { select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { MaterialFolderRow } from './entity.ts';
import { FolderBelowItself, FolderNotFound, FolderTooDeep } from './errors.ts';
import { forViewerSql } from './store.ts';

export const MAX_FOLDERS = 500;

type Place = Pick<MaterialFolderRow, 'id' | 'parentId'>;

/** All folders, parents before children, in their order. */
export async function listFolders(tx: Tx): Promise<MaterialFolderRow[]> {
  const all = await tx.find(MaterialFolderRow, { order: { sort: 'ASC', id: 'ASC' } });
  return inReadingOrder(all);
}

export function inReadingOrder<Row extends Place>(folders: readonly Row[], parentId: string | null = null): Row[] {
  return folders
    .filter((folder) => folder.parentId === parentId)
    .flatMap((folder) => [folder, ...inReadingOrder(folders, folder.id)]);
}

async function getFolder(tx: Tx, folderId: string): Promise<MaterialFolderRow> {
  const [folder] = await findRows(tx, MaterialFolderRow, { id: folderId });
  if (!folder) throw new FolderNotFound({ folderId });
  return folder;
}

/** Locked until commit: a folder into which something is put is not deleted meanwhile. */
export async function lockFolder(tx: Tx, folderId: string): Promise<void> {
  const folder = await findRow(tx, MaterialFolderRow, { id: folderId }, { lock: true });
  if (!folder) throw new FolderNotFound({ folderId });
}

/** The folder and all below it. */
export async function folderWithSubs(tx: Tx, folderId: string): Promise<string[]> {
  await getFolder(tx, folderId);
  return [folderId, ...inReadingOrder(await listFolders(tx), folderId).map(({ id }) => id)];
}

/** Materials in each folder that are in use and that the viewer may know of. */
export async function countMaterials(tx: Tx, viewer: MemberViewer): Promise<Map<string, number>> {
  const allowed = await forViewerSql(tx, viewer);
  const rows = await select<{ id: string; times: number | string }>(
    tx,
    `SELECT m.folder_id AS id, COUNT(*) AS times FROM material m
      WHERE m.is_retired = 0 AND m.folder_id IS NOT NULL${allowed ? ` AND ${allowed.sql}` : ''} GROUP BY m.folder_id`,
    allowed?.values ?? [],
  );
  return new Map(rows.map((row) => [row.id, Number(row.times)]));
}

/** Refuses a place that is too deep, or below the folder itself. `folderId`: null for a new one. */
export function decidePlace(folders: readonly Place[], folderId: string | null, parentId: string | null): void {
  const byId = new Map(folders.map((folder) => [folder.id, folder]));
  if (parentId !== null && !byId.has(parentId)) throw new FolderNotFound({ folderId: parentId });
  let depth = 1;
  for (let id = parentId; id !== null; id = byId.get(id)?.parentId ?? null) {
    if (id === folderId) throw new FolderBelowItself();
    depth += 1;
  }
  if (depth + heightBelow(folders, folderId) > MAX_FOLDER_DEPTH) throw new FolderTooDeep({ max: MAX_FOLDER_DEPTH });
}

function heightBelow(folders: readonly Place[], folderId: string | null): number {
  if (folderId === null) return 0;
  const below = folders.filter((folder) => folder.parentId === folderId);
  return Math.max(0, ...below.map((folder) => 1 + heightBelow(folders, folder.id)));
}
