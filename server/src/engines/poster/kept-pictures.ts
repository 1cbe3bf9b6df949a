import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { newId } from '../../platform/id.ts';
import type { PictureFile } from './draw-poster.ts';
import { filesIn, type PosterBounds, remove } from './poster-files.ts';

/** Pictures from outside that posters show, avatars above all: kept beside the posters, and like them a cache. */

const folderOf = (dataDir: string) => join(dataDir, 'posters', 'pictures');
const keyOf = (name: string) => createHash('sha256').update(name).digest('hex');
const pathOf = (dataDir: string, name: string) => join(folderOf(dataDir), keyOf(name));

export const keptPictureBounds: PosterBounds = { maxAgeMs: 30 * 24 * 3_600_000, maxBytes: 256 * 1024 ** 2 };

/** Writes down a picture under a name, whole or not at all. Nothing at all for one that could not be had. */
export async function keepPicture(dataDir: string, name: string, bytes: Buffer): Promise<void> {
  const path = pathOf(dataDir, name);
  const draft = join(folderOf(dataDir), `.${newId()}`);
  await mkdir(dirname(path), { recursive: true });
  try {
    const file = await open(draft, 'wx');
    try {
      await file.writeFile(bytes);
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

export interface KeptPicture {
  /** null: it could not be had when it was asked for. */
  file: PictureFile | null;
  /** ms, machine time. */
  keptAt: number;
}

/** null when nothing is kept under the name. */
export async function findKeptPicture(dataDir: string, name: string): Promise<KeptPicture | null> {
  const path = pathOf(dataDir, name);
  try {
    const [bytes, { mtimeMs }] = [await readFile(path), await stat(path)];
    const file = bytes.length === 0 ? null : { sha256: createHash('sha256').update(bytes).digest('hex'), path };
    return { file, keptAt: mtimeMs };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Every night: deletes what is old and what is too much, the oldest first. Returns how many files. @param machineNow ms */
export async function sweepKeptPictures(dataDir: string, bounds: PosterBounds, machineNow: number): Promise<number> {
  let removed = 0;
  let bytes = 0;
  for (const { path, size, usedAt } of (await filesIn(folderOf(dataDir))).sort((a, b) => b.usedAt - a.usedAt)) {
    bytes += size;
    if (bytes > bounds.maxBytes || machineNow - usedAt > bounds.maxAgeMs) removed += await remove(path);
  }
  return removed;
}
