import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Duplex, type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Refused } from '../platform/refused.ts';

/** Written in the form of sha256sum, so that `sha256sum -c` checks a backup where nothing of ours is installed. */
export const CHECKSUMS = 'checksums.sha256';

/** Path in the backup folder, with forward slashes → SHA-256 in hex. */
export type Checksums = Map<string, string>;

/** Writes a stream into the backup folder, through `through` when given (gzip), and notes the checksum of what lies on disk. */
export async function writeChecked(
  folder: string,
  path: string,
  source: Readable,
  checksums: Checksums,
  through?: Duplex,
): Promise<number> {
  const target = join(folder, path);
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  const hash = createHash('sha256');
  let size = 0;
  const tap = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      size += chunk.length;
      done(null, chunk);
    },
  });
  const out = createWriteStream(target, { mode: 0o600, flush: true });
  await (through ? pipeline(source, through, tap, out) : pipeline(source, tap, out));
  checksums.set(path, hash.digest('hex'));
  return size;
}

export async function noteChecksum(folder: string, path: string, checksums: Checksums): Promise<void> {
  checksums.set(path, await sha256OfFile(join(folder, path)));
}

export async function writeChecksums(folder: string, checksums: Checksums): Promise<void> {
  const lines = [...checksums].sort().map(([path, sha256]) => `${sha256}  ${path}\n`);
  await writeFile(join(folder, CHECKSUMS), lines.join(''), { mode: 0o600, flush: true });
}

/** Reads every file of a backup and compares. Returns the list; refuses a backup with a missing or changed file. */
export async function verifyChecksums(folder: string): Promise<Checksums> {
  const text = await readFile(join(folder, CHECKSUMS), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new Refused(`${folder} 里没有 ${CHECKSUMS},备份不完整`, { cause: error });
    throw error;
  });
  const checksums: Checksums = new Map();
  for (const line of text.split('\n').filter(Boolean)) {
    const [, sha256, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    if (!sha256 || !path || path.startsWith('/') || path.split('/').includes('..'))
      throw new Refused(`${CHECKSUMS} 读不懂,备份可能已损坏`);
    checksums.set(path, sha256);
  }
  for (const [path, sha256] of checksums) {
    const file = join(folder, path);
    if (!(await stat(file).catch(() => null))) throw new Refused(`备份中缺少文件 ${path},请换一个完整的备份`);
    if ((await sha256OfFile(file)) !== sha256) throw new Refused(`备份中的 ${path} 与校验值不符(已损坏),请换一个备份`);
  }
  return checksums;
}

async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
