import { createReadStream } from 'node:fs';
import { copyFile, mkdir, open, readdir, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Checksums, writeChecked } from './checksums.ts';

/** The folders below DATA_DIR that are part of a backup: uploads by their digest, files of chats, and the proofs of the domain. */
const FOLDERS = ['media', 'files', 'verify'];

/**
 * Copies the files beside the database. After its snapshot was taken: an upload or download is on disk before its row is
 * committed, and is never changed, so whatever the snapshot names is there.
 */
export async function saveFiles(
  dataDir: string,
  folder: string,
  checksums: Checksums,
): Promise<{ count: number; bytes: number }> {
  let count = 0;
  let bytes = 0;
  for (const top of FOLDERS) {
    for await (const path of filesBelow(dataDir, top)) {
      bytes += await writeChecked(folder, path, createReadStream(join(dataDir, path)), checksums);
      count += 1;
    }
  }
  return { count, bytes };
}

/** Puts the files of a verified backup where the server looks for them; what is there already is left alone. Returns how many were missing. */
export async function putFilesBack(folder: string, checksums: Checksums, dataDir: string): Promise<number> {
  let put = 0;
  for (const path of checksums.keys()) {
    if (!FOLDERS.some((top) => path.startsWith(`${top}/`))) continue;
    const source = join(folder, path);
    const target = join(dataDir, path);
    const [wanted, present] = await Promise.all([stat(source), stat(target).catch(() => null)]);
    if (present?.size === wanted.size) continue;
    await mkdir(dirname(target), { recursive: true });
    const draft = `${target}.restoring`;
    await copyFile(source, draft);
    const file = await open(draft, 'r+');
    await file.sync();
    await file.close();
    await rename(draft, target);
    put += 1;
  }
  return put;
}

/** Paths relative to `root`, with forward slashes. Names that begin with a dot are drafts. */
async function* filesBelow(root: string, path: string): AsyncGenerator<string> {
  const entries = await readdir(join(root, path), { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    const below = `${path}/${entry.name}`;
    if (entry.isDirectory()) yield* filesBelow(root, below);
    else if (entry.isFile()) yield below;
  }
}
