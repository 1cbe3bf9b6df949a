import type { Readable } from 'node:stream';
import type { Dependencies } from '../../dependencies.ts';
import type { PictureFile } from '../../engines/poster/draw-poster.ts';
import { findKeptPicture, keepPicture } from '../../engines/poster/kept-pictures.ts';
import { pictureSize } from '../../engines/poster/picture-size.ts';
import { openPicture } from '../material/html/fetch-picture.ts';

const DAY = 24 * 3_600_000;
const HOUR = 3_600_000;
/** Somebody waits for the poster: the first letter of the name is there at once. */
const WITHIN_MS = 3_000;
const MOST_BYTES = 2 * 1024 ** 2;
const MOST_SIDE = 2_000;

/** A person's avatar as a file of ours; null where there is none, or none that a poster can show. Asked for once a week. */
export async function avatarFile(
  { config, clock }: Pick<Dependencies, 'config' | 'clock'>,
  url: string | null | undefined,
): Promise<PictureFile | null> {
  if (!url) return null;
  const { dataDir, webhooks } = config;
  const name = `avatar ${url}`;
  const kept = await findKeptPicture(dataDir, name);
  if (kept && clock.machineNow() - kept.keptAt < (kept.file ? 7 * DAY : HOUR)) return kept.file;
  const bytes = await fetchAvatar(url, webhooks.allowPrivate);
  // One that cannot be had today stays as it was.
  if (!bytes && kept?.file) return kept.file;
  await keepPicture(dataDir, name, bytes ?? Buffer.alloc(0));
  return (await findKeptPicture(dataDir, name))?.file ?? null;
}

async function fetchAvatar(url: string, allowPrivate: boolean): Promise<Buffer | null> {
  const content = await openPicture(url, allowPrivate, AbortSignal.timeout(WITHIN_MS));
  if (!content) return null;
  const bytes = await readAtMost(content).finally(() => content.destroy());
  const size = bytes && pictureSize(bytes);
  return size && size.width <= MOST_SIDE && size.height <= MOST_SIDE ? bytes : null;
}

/** null for more than an avatar has, and when it breaks off. */
async function readAtMost(content: Readable): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of content as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MOST_BYTES) return null;
      chunks.push(chunk);
    }
  } catch (error) {
    if (isCutOff(error)) return null;
    throw error;
  }
  return Buffer.concat(chunks);
}

const isCutOff = (error: unknown) =>
  error instanceof Error &&
  (error.name === 'AbortError' ||
    error.name === 'TimeoutError' ||
    ('code' in error &&
      (error.code === 'ECONNRESET' || error.code === 'ABORT_ERR' || error.code === 'ERR_STREAM_PREMATURE_CLOSE')));
