import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { newId } from '../../platform/id.ts';

/** Enough of the beginning to tell the type. */
const HEAD_BYTES = 16;
/** No upload takes this long. */
const UNFINISHED_AFTER_MS = 24 * 3_600_000;

export interface StoredFile {
  sha256: string;
  size: number;
  head: Buffer;
}

/** Where the bytes of a digest lie. The same bytes are stored once. */
export function pathOfBytes(dataDir: string, sha256: string): string {
  return join(dataDir, 'media', sha256.slice(0, 2), sha256);
}

const incomingFolder = (dataDir: string) => join(dataDir, 'media', '.incoming');

export interface StoringRules {
  maxBytes: number;
  tooBig: () => Error;
  /** Looks at the whole before it gets its place; what it throws is the refusal. `path`: where it lies meanwhile. */
  check: (file: Omit<StoredFile, 'sha256'> & { path: string }) => Promise<void>;
  /** Where a file lies that takes its place, when it was made to fit; null when it stays as it is. */
  fit?: (file: { path: string; size: number }) => Promise<string | null>;
}

/**
 * Writes a stream to its place by digest, and to disk before it returns. Refuses with `tooBig` as soon as `maxBytes` are passed;
 * whatever goes wrong, nothing half-written stays.
 */
export async function storeBytes(
  dataDir: string,
  source: Readable,
  { maxBytes, tooBig, check, fit }: StoringRules,
): Promise<StoredFile> {
  let draft = join(incomingFolder(dataDir), newId());
  await mkdir(dirname(draft), { recursive: true });
  let hash = createHash('sha256');
  const file = await open(draft, 'wx');
  let size = 0;
  let head = Buffer.alloc(0);
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) throw tooBig();
      if (head.length < HEAD_BYTES) head = Buffer.concat([head, chunk]).subarray(0, HEAD_BYTES);
      hash.update(chunk);
      await file.writeFile(chunk);
    }
    await file.sync();
    await file.close();
    await check({ size, head, path: draft });
    const fitted = (await fit?.({ path: draft, size })) ?? null;
    if (fitted !== null) {
      await rm(draft, { force: true });
      draft = fitted;
      const bytes = await readFile(draft);
      [size, head, hash] = [bytes.length, bytes.subarray(0, HEAD_BYTES), createHash('sha256').update(bytes)];
    }
    const sha256 = hash.digest('hex');
    const path = pathOfBytes(dataDir, sha256);
    await mkdir(dirname(path), { recursive: true });
    await rename(draft, path);
    return { sha256, size, head };
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(draft, { force: true });
    throw error;
  }
}

/** null when the bytes are not there. */
export async function readBytes(dataDir: string, sha256: string): Promise<Buffer | null> {
  try {
    return await readFile(pathOfBytes(dataDir, sha256));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** null when the bytes are not there. */
export async function streamBytes(dataDir: string, sha256: string): Promise<Readable | null> {
  const path = pathOfBytes(dataDir, sha256);
  const found = await stat(path).catch(() => null);
  return found ? createReadStream(path) : null;
}

/** Drafts whose process died before they were whole; returns how many. Machine time, ms. */
export async function removeUnfinishedUploads(dataDir: string, machineNow: number): Promise<number> {
  const folder = incomingFolder(dataDir);
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  let removed = 0;
  for (const name of names) {
    const { mtimeMs } = await stat(join(folder, name));
    if (machineNow - mtimeMs < UNFINISHED_AFTER_MS) continue;
    await rm(join(folder, name), { force: true });
    removed++;
  }
  return removed;
}
