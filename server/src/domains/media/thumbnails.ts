import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { drawSmaller } from '../../engines/picture/draw-smaller.ts';
import { newId } from '../../platform/id.ts';
import { pathOfBytes } from './files.ts';
import { MAX_PIXELS } from './rules.ts';

/** Sharp in a grid of the manager's pages, and some 20 KB. */
const LONGEST = 480;
const QUALITIES = [80];
const MAX_BYTES = 1024 * 1024;

/** Where the small picture lies, by the digest of the whole one; `.none`: there cannot be any. */
const placeOf = (dataDir: string, sha256: string) => join(dataDir, 'thumbnails', sha256.slice(0, 2), sha256);

/** Several who look at one picture wait for one drawing. */
const underWay = new Map<string, Promise<void>>();

interface Thumbnail {
  size: number;
  stream: Readable;
}

/** The small picture of an uploaded one, made at the first look and kept; null where the whole one cannot be read. */
export async function openThumbnail(dataDir: string, sha256: string): Promise<Thumbnail | null> {
  const place = placeOf(dataDir, sha256);
  const kept = await open(place);
  if (kept || (await sizeOf(`${place}.none`)) !== null) return kept;
  const making = underWay.get(place) ?? make(dataDir, sha256, place).finally(() => underWay.delete(place));
  underWay.set(place, making);
  await making;
  return open(place);
}

async function open(place: string): Promise<Thumbnail | null> {
  const size = await sizeOf(`${place}.webp`);
  return size === null ? null : { size, stream: createReadStream(`${place}.webp`) };
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function make(dataDir: string, sha256: string, place: string): Promise<void> {
  const draft = join(dataDir, 'thumbnails', '.making', newId());
  await mkdir(dirname(draft), { recursive: true });
  await mkdir(dirname(place), { recursive: true });
  try {
    const answer = await drawSmaller({
      from: pathOfBytes(dataDir, sha256),
      into: draft,
      longest: LONGEST,
      as: 'webp',
      qualities: QUALITIES,
      maxBytes: MAX_BYTES,
      maxPixels: MAX_PIXELS,
    });
    if ('problem' in answer) await writeFile(`${place}.none`, answer.problem);
    else await rename(draft, `${place}.webp`);
  } finally {
    await rm(draft, { force: true });
  }
}
