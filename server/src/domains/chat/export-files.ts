import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { newId } from '../../platform/id.ts';
import { FileSealer, openSealed, plainSizeOf } from '../../platform/object-store/sealed-file.ts';

/** No file takes this long to write. */
const UNFINISHED_AFTER_MS = 24 * 3_600_000;
const PART = '.part';

const folderOf = (dataDir: string) => join(dataDir, 'chat-exports');

/** A sealed file is named by its key: of two tries each has its own file, and the row says which of them counts. */
function nameOf(exportId: string, key: Buffer | null): string {
  return key ? `${exportId}.${createHash('sha256').update(key).digest('hex').slice(0, 16)}.sealed` : `${exportId}.html`;
}

/**
 * Writes a file piece by piece. It has its name only when it is whole and on disk; each try begins anew.
 * @param key of this try alone; null: it lies open
 */
export async function writeExport(
  dataDir: string,
  exportId: string,
  key: Buffer | null,
  pieces: AsyncIterable<string>,
): Promise<void> {
  await mkdir(folderOf(dataDir), { recursive: true, mode: 0o700 });
  const draft = join(folderOf(dataDir), `${exportId}.${newId()}${PART}`);
  const sealer = key ? new FileSealer(key) : null;
  const file = await open(draft, 'wx', 0o600);
  try {
    for await (const piece of pieces) await file.writeFile(sealer ? sealer.update(Buffer.from(piece)) : piece);
    if (sealer) await file.writeFile(sealer.final());
    await file.sync();
    await file.close();
    await rename(draft, join(folderOf(dataDir), nameOf(exportId, key)));
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
  key: Buffer | null,
): Promise<{ content: Readable; size: number } | null> {
  const path = join(folderOf(dataDir), nameOf(exportId, key));
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (!found) return null;
  const content = createReadStream(path);
  if (!key) return { content, size: found.size };
  const size = plainSizeOf(found.size);
  return {
    content: Readable.from(openSealed(content, key, { first: 0, last: size - 1 }, size), { objectMode: false }),
    size,
  };
}

/** With whatever tries have left of it. */
export async function deleteExport(dataDir: string, exportId: string): Promise<void> {
  for (const name of await namesIn(dataDir))
    if (name.startsWith(`${exportId}.`)) await rm(join(folderOf(dataDir), name), { force: true });
}

/** Drafts whose process died; returns how many. Machine time, ms. */
export async function removeUnfinishedExports(dataDir: string, machineNow: number): Promise<number> {
  let removed = 0;
  for (const name of (await namesIn(dataDir)).filter((one) => one.endsWith(PART))) {
    const path = join(folderOf(dataDir), name);
    if (machineNow - (await stat(path)).mtimeMs < UNFINISHED_AFTER_MS) continue;
    await rm(path, { force: true });
    removed += 1;
  }
  return removed;
}

async function namesIn(dataDir: string): Promise<string[]> {
  return readdir(folderOf(dataDir)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
}
