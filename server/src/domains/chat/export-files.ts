import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { newId } from '../../platform/id.ts';

/** No file takes this long to write. */
const UNFINISHED_AFTER_MS = 24 * 3_600_000;
const PART = '.part';

const folderOf = (dataDir: string) => join(dataDir, 'chat-exports');
const pathOf = (dataDir: string, exportId: string) => join(folderOf(dataDir), `${exportId}.html`);

/** Writes a file piece by piece. It has its name only when it is whole and on disk; each try begins anew. */
export async function writeExport(dataDir: string, exportId: string, pieces: AsyncIterable<string>): Promise<void> {
  await mkdir(folderOf(dataDir), { recursive: true, mode: 0o700 });
  const draft = join(folderOf(dataDir), `${exportId}.${newId()}${PART}`);
  const file = await open(draft, 'wx', 0o600);
  try {
    for await (const piece of pieces) await file.writeFile(piece);
    await file.sync();
    await file.close();
    await rename(draft, pathOf(dataDir, exportId));
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(draft, { force: true });
    throw error;
  }
}

/** null when it is not there. */
export async function openExport(
  dataDir: string,
  exportId: string,
): Promise<{ content: Readable; size: number } | null> {
  const path = pathOf(dataDir, exportId);
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return found && { content: createReadStream(path), size: found.size };
}

export async function deleteExport(dataDir: string, exportId: string): Promise<void> {
  await rm(pathOf(dataDir, exportId), { force: true });
}

/** Drafts whose process died; returns how many. Machine time, ms. */
export async function removeUnfinishedExports(dataDir: string, machineNow: number): Promise<number> {
  const names = await readdir(folderOf(dataDir)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  let removed = 0;
  for (const name of names.filter((one) => one.endsWith(PART))) {
    const path = join(folderOf(dataDir), name);
    if (machineNow - (await stat(path)).mtimeMs < UNFINISHED_AFTER_MS) continue;
    await rm(path, { force: true });
    removed += 1;
  }
  return removed;
}
