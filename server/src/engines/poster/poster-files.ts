import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { newId } from '../../platform/id.ts';

/** A use is noted this often at most, ms. */
const NOTE_EVERY_MS = 3_600_000;
/** No poster takes this long to write. */
const UNFINISHED_AFTER_MS = 24 * 3_600_000;

const folderOf = (dataDir: string) => join(dataDir, 'posters');
const draftsOf = (dataDir: string) => join(folderOf(dataDir), '.drafts');

/** Where the poster of a digest lies when it has been drawn. */
export function pathOfPoster(dataDir: string, sha256: string): string {
  return join(folderOf(dataDir), sha256.slice(0, 2), `${sha256}.png`);
}

/** Whether it has been drawn; notes that it is in use. @param machineNow ms */
export async function hasPoster(dataDir: string, sha256: string, machineNow: number): Promise<boolean> {
  const path = pathOfPoster(dataDir, sha256);
  try {
    const { mtimeMs } = await stat(path);
    if (machineNow - mtimeMs > NOTE_EVERY_MS) await utimes(path, machineNow / 1000, machineNow / 1000);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** Whole or not at all, also when the power fails. @param machineNow ms */
export async function storePoster(dataDir: string, sha256: string, png: Buffer, machineNow: number): Promise<string> {
  const draft = join(draftsOf(dataDir), newId());
  await mkdir(dirname(draft), { recursive: true });
  try {
    const file = await open(draft, 'wx');
    try {
      await file.writeFile(png);
      await file.utimes(machineNow / 1000, machineNow / 1000);
      await file.sync();
    } finally {
      await file.close();
    }
    const path = pathOfPoster(dataDir, sha256);
    await mkdir(dirname(path), { recursive: true });
    await rename(draft, path);
    return path;
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

export interface PosterBounds {
  /** Posters nobody asked for since, ms. */
  maxAgeMs: number;
  /** Of all together; those longest unused go first. */
  maxBytes: number;
}

export const posterBounds: PosterBounds = { maxAgeMs: 30 * 24 * 3_600_000, maxBytes: 2 * 1024 ** 3 };

/** Every night: deletes what is old, what is too much, and drafts whose process died. Returns how many files. @param machineNow ms */
export async function sweepPosters(dataDir: string, bounds: PosterBounds, machineNow: number): Promise<number> {
  let removed = 0;
  for (const draft of await filesIn(draftsOf(dataDir))) {
    if (machineNow - draft.usedAt > UNFINISHED_AFTER_MS) removed += await remove(draft.path);
  }
  const shelves = (await namesIn(folderOf(dataDir))).filter((name) => /^[0-9a-f]{2}$/.test(name));
  const posters = (await Promise.all(shelves.map((name) => filesIn(join(folderOf(dataDir), name))))).flat();
  let bytes = 0;
  for (const { path, size, usedAt } of posters.sort((a, b) => b.usedAt - a.usedAt)) {
    bytes += size;
    if (bytes > bounds.maxBytes || machineNow - usedAt > bounds.maxAgeMs) removed += await remove(path);
  }
  return removed;
}

export async function remove(path: string): Promise<1> {
  await rm(path, { force: true });
  return 1;
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
}

export async function filesIn(folder: string): Promise<{ path: string; size: number; usedAt: number }[]> {
  const files: { path: string; size: number; usedAt: number }[] = [];
  for (const name of await namesIn(folder)) {
    const path = join(folder, name);
    const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
      // Another process swept it just now.
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (found) files.push({ path, size: found.size, usedAt: found.mtimeMs });
  }
  return files;
}
