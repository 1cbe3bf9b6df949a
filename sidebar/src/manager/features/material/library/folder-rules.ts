import type { MAX_FOLDER_DEPTH, MaterialFolderView } from '@zhike/shared/contracts/material-folder';

/** The type keeps it equal to the contract's, whose code must not reach the page. */
export const MAX_DEPTH: typeof MAX_FOLDER_DEPTH = 3;

export interface FolderLine extends MaterialFolderView {
  /** 1 for those of the first level. */
  depth: number;
  /** Materials in it and in all folders below it. */
  total: number;
  /** Levels of folders below it. */
  height: number;
  /** Its place among those with the same parent. */
  index: number;
  siblings: number;
}

/** Folders as one list, each below its parent. */
export function folderLines(folders: readonly MaterialFolderView[]): FolderLine[] {
  const known = new Set(folders.map(({ id }) => id));
  const below = new Map<string | null, MaterialFolderView[]>();
  for (const folder of folders) {
    const parent = folder.parentId !== null && known.has(folder.parentId) ? folder.parentId : null;
    below.set(parent, [...(below.get(parent) ?? []), folder]);
  }
  const walk = (parent: string | null, depth: number): FolderLine[] =>
    (below.get(parent) ?? []).flatMap((folder, index, all) => {
      const lines = walk(folder.id, depth + 1);
      const children = lines.filter((line) => line.depth === depth + 1);
      const line: FolderLine = {
        ...folder,
        depth,
        index,
        siblings: all.length,
        total: folder.count + children.reduce((sum, child) => sum + child.total, 0),
        height: children.length === 0 ? 0 : 1 + Math.max(...children.map((child) => child.height)),
      };
      return [line, ...lines];
    });
  return walk(null, 1);
}

/** A folder and all below it. */
export function withBelow(lines: readonly FolderLine[], folderId: string): string[] {
  const at = lines.findIndex(({ id }) => id === folderId);
  if (at < 0) return [];
  const end = lines.findIndex((line, index) => index > at && line.depth <= lines[at]!.depth);
  return lines.slice(at, end < 0 ? undefined : end).map(({ id }) => id);
}

/** Where a folder may be moved: not below itself, and not so that something stands below the third level. */
export function placesFor(lines: readonly FolderLine[], folder: FolderLine): FolderLine[] {
  const itself = new Set(withBelow(lines, folder.id));
  return lines.filter((line) => !itself.has(line.id) && line.depth + 1 + folder.height <= MAX_DEPTH);
}

/** The folders of one parent with one of them put before another (or last). */
export function orderWith(
  lines: readonly FolderLine[],
  folderId: string,
  before: string | null,
): { parentId: string | null; folderIds: string[] } | null {
  const folder = lines.find(({ id }) => id === folderId);
  if (!folder || folderId === before) return null;
  const now = lines.filter(({ parentId }) => parentId === folder.parentId).map(({ id }) => id);
  const rest = now.filter((id) => id !== folderId);
  const at = before === null ? rest.length : rest.indexOf(before);
  if (at < 0) return null;
  const folderIds = [...rest.slice(0, at), folderId, ...rest.slice(at)];
  return folderIds.join() === now.join() ? null : { parentId: folder.parentId, folderIds };
}

/** All folders with those of one parent in this order. */
export function inOrder(
  folders: readonly MaterialFolderView[],
  parentId: string | null,
  folderIds: readonly string[],
): MaterialFolderView[] {
  const ordered = folderIds.flatMap((id) => folders.find((folder) => folder.id === id) ?? []);
  let next = 0;
  return folders.map((folder) => (folder.parentId === parentId ? (ordered[next++] ?? folder) : folder));
}

/** 产品 / 智能家居 / 照明. */
export function pathOf(lines: readonly FolderLine[], folderId: string | null): string {
  const names: string[] = [];
  for (let id = folderId; id !== null; ) {
    const folder = lines.find((line) => line.id === id);
    if (!folder) break;
    names.unshift(folder.name);
    id = folder.parentId;
  }
  return names.join(' / ');
}
