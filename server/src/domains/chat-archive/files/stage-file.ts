import { createHash } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { StagedFile } from '../../../platform/object-store/object-store.ts';
import { FileSealer } from '../../../platform/object-store/sealed-file.ts';
import type { ArchiveSource } from '../../../wecom/archive/source.ts';
import { FileEndless } from '../errors.ts';
import { limitsOf } from './rules.ts';

/** No file takes this long, ms. */
const LONGEST_TRY_MS = 60 * 60_000;
/** Enough of the beginning to tell the type. */
const HEAD_BYTES = 64;

export interface Staging {
  source: ArchiveSource;
  folder: string;
  /** Called after every chunk; throws to end the try. */
  onChunk(): Promise<void>;
}

export interface StagedDownload extends StagedFile {
  /** Of the plain bytes, hex. */
  md5: string;
  plainSize: number;
  head: Buffer;
}

export const partOf = (folder: string, key: string) => join(folder, `${key.replaceAll('/', '-')}.part`);

/**
 * Fetches a file chunk by chunk into a `.part` file, always from its beginning and always into a new one: what an earlier try left is
 * never built upon. Whatever goes wrong, it is removed again. @param sealKey of this try alone; null for plain bytes
 */
export async function stageFile(
  { fileId, size, tryKey }: { fileId: string; size: number | null; tryKey: string },
  sealKey: Buffer | null,
  { source, folder, onChunk }: Staging,
): Promise<StagedDownload> {
  const path = partOf(folder, tryKey);
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, 'wx', 0o600);
  const sealer = sealKey ? new FileSealer(sealKey) : null;
  const [plainDigest, digest] = [createHash('md5'), createHash('sha256')];
  let head = Buffer.alloc(0);
  let plainSize = 0;
  let staged = 0;
  const write = async (bytes: Buffer) => {
    digest.update(bytes);
    staged += bytes.length;
    await file.writeFile(bytes);
  };
  try {
    for await (const bytes of chunksOf(source, fileId, size)) {
      plainDigest.update(bytes);
      plainSize += bytes.length;
      if (head.length < HEAD_BYTES) head = Buffer.concat([head, bytes.subarray(0, HEAD_BYTES)]).subarray(0, HEAD_BYTES);
      await write(sealer ? sealer.update(bytes) : bytes);
      await onChunk();
    }
    if (sealer) await write(sealer.final());
    await file.sync();
    await file.close();
    return { path, size: staged, sha256: digest.digest('hex'), md5: plainDigest.digest('hex'), plainSize, head };
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(path, { force: true });
    throw error;
  }
}

/** All chunks of a file; throws FileEndless when it does not come to an end. */
async function* chunksOf(source: ArchiveSource, fileId: string, said: number | null): AsyncGenerator<Buffer> {
  const limits = limitsOf(said);
  const beganAt = performance.now();
  let index = '';
  for (let chunks = 1, bytes = 0; ; chunks += 1) {
    const chunk = await source.media(fileId, index);
    bytes += chunk.bytes.length;
    if (bytes > limits.bytes) throw new FileEndless({ why: 'bytes' });
    yield chunk.bytes;
    if (chunk.isLast) return;
    // The same place again, or none: from there it goes round and round.
    if (chunk.nextIndex === '' || chunk.nextIndex === index) throw new FileEndless({ why: 'index' });
    if (chunks >= limits.chunks) throw new FileEndless({ why: 'chunks' });
    if (performance.now() - beganAt > LONGEST_TRY_MS) throw new FileEndless({ why: 'time' });
    index = chunk.nextIndex;
  }
}
