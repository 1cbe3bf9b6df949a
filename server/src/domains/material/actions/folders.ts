import type { Dependencies } from '../../../dependencies.ts';
import { forUpdate, select } from '../../../platform/database/sql.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import { newId } from '../../../platform/id.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { MaterialFolderRow, MaterialRow } from '../entity.ts';
import { FolderNameTaken, FolderNotFound, FolderOrderIncomplete, TooManyFolders } from '../errors.ts';
import { materialFoldersChanged } from '../events.ts';
import { decidePlace, listFolders, MAX_FOLDERS } from '../folders.ts';

type Needs = Pick<Dependencies, 'db' | 'clock'>;

export interface FolderDraft {
  name: string;
  parentId: string | null;
}

/** Adds a folder as the last of its parent. */
export async function createFolder(
  { db, clock }: Needs,
  viewer: MemberViewer,
  draft: FolderDraft,
): Promise<MaterialFolderRow> {
  return db.transaction(async (tx) => {
    const all = await lockFolders(tx);
    if (all.length >= MAX_FOLDERS) throw new TooManyFolders({ max: MAX_FOLDERS });
    decidePlace(all, null, draft.parentId);
    requireFreeName(all, draft, null);
    const folder = tx.create(MaterialFolderRow, {
      id: newId(),
      ...draft,
      sort: nextSort(all, draft.parentId),
      createdAt: clock.now(),
    });
    await tx.insert(MaterialFolderRow, folder);
    await tell(tx, viewer, { action: 'material_folder.create', id: folder.id, after: { ...draft } }, clock.now());
    return folder;
  });
}

/** Renames a folder, or moves it with all that is in it. */
export async function updateFolder(
  { db, clock }: Needs,
  viewer: MemberViewer,
  folderId: string,
  draft: FolderDraft,
): Promise<MaterialFolderRow> {
  return db.transaction(async (tx) => {
    const all = await lockFolders(tx);
    const before = all.find(({ id }) => id === folderId);
    if (!before) throw new FolderNotFound({ folderId });
    decidePlace(all, folderId, draft.parentId);
    requireFreeName(all, draft, folderId);
    const sort = before.parentId === draft.parentId ? before.sort : nextSort(all, draft.parentId);
    await tx.update(MaterialFolderRow, { id: folderId }, { ...draft, sort });
    const change = { before: { name: before.name, parentId: before.parentId }, after: { ...draft } };
    await tell(tx, viewer, { action: 'material_folder.update', id: folderId, ...change }, clock.now());
    return { ...before, ...draft, sort };
  });
}

/** Removes a folder; its materials and folders move to the one above. Folders whose name is taken there keep their own. */
export async function deleteFolder({ db, clock }: Needs, viewer: MemberViewer, folderId: string): Promise<void> {
  await db.transaction(async (tx) => {
    const all = await lockFolders(tx);
    const folder = all.find(({ id }) => id === folderId);
    if (!folder) throw new FolderNotFound({ folderId });
    const { parentId } = folder;
    await tx.update(MaterialRow, { folderId }, { folderId: parentId });
    let sort = nextSort(all, parentId);
    for (const child of all.filter((row) => row.parentId === folderId))
      await tx.update(MaterialFolderRow, { id: child.id }, { parentId, sort: sort++ });
    await tx.delete(MaterialFolderRow, { id: folderId });
    await tell(
      tx,
      viewer,
      { action: 'material_folder.delete', id: folderId, before: { name: folder.name } },
      clock.now(),
    );
  });
}

/** Puts the folders of one parent in this order. */
export async function reorderFolders(
  { db, clock }: Needs,
  viewer: MemberViewer,
  { parentId, folderIds }: { parentId: string | null; folderIds: string[] },
): Promise<void> {
  await db.transaction(async (tx) => {
    const here = (await lockFolders(tx)).filter((folder) => folder.parentId === parentId).map(({ id }) => id);
    const named = new Set(folderIds);
    if (named.size !== folderIds.length || here.length !== named.size || here.some((id) => !named.has(id)))
      throw new FolderOrderIncomplete();
    for (const [sort, id] of folderIds.entries()) await tx.update(MaterialFolderRow, { id }, { sort });
    await tell(tx, viewer, { action: 'material_folder.reorder', id: parentId ?? 'top' }, clock.now());
  });
}

/** All folders, locked: places are decided beside each other. */
async function lockFolders(tx: Tx): Promise<MaterialFolderRow[]> {
  await select(tx, `SELECT id FROM material_folder${forUpdate(tx)}`);
  return listFolders(tx);
}

function requireFreeName(
  all: readonly MaterialFolderRow[],
  { name, parentId }: FolderDraft,
  ownId: string | null,
): void {
  if (all.some((folder) => folder.parentId === parentId && folder.name === name && folder.id !== ownId))
    throw new FolderNameTaken({ name });
}

const nextSort = (all: readonly MaterialFolderRow[], parentId: string | null) =>
  Math.max(-1, ...all.filter((folder) => folder.parentId === parentId).map(({ sort }) => sort)) + 1;

async function tell(
  tx: Tx,
  viewer: MemberViewer,
  { id, ...change }: { action: string; id: string; before?: Record<string, unknown>; after?: Record<string, unknown> },
  now: number,
): Promise<void> {
  await audit(tx, viewer, { ...change, subject: { kind: 'material_folder', id } });
  await recordEvent(tx, materialFoldersChanged({ occurredAt: now, payload: {} }));
}
