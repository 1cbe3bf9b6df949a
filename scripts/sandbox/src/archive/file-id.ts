import { createHash } from 'node:crypto';

/** What an sdkfileid stands for. It is read out of the id itself: millions of made-up media take no memory. */
export interface ArchivedFile {
  /** `upload`: bytes somebody uploaded; the others are made up from `seed`. */
  kind: 'upload' | 'image' | 'voice' | 'video' | 'file' | 'emotion';
  /** The media_id of an upload, else any text. */
  seed: string;
  /** Bytes of what is made up. */
  size: number;
  /** Stored at, ms: media can be had as long as messages (doc 91552). */
  at: number;
}

const kinds: readonly string[] = ['upload', 'image', 'voice', 'video', 'file', 'emotion'];
const mark = 'sandbox-archive';

export function fileIdOf(file: ArchivedFile): string {
  return Buffer.from(JSON.stringify([mark, file.kind, file.seed, file.size, file.at])).toString('base64');
}

/** `undefined` for anything that was not made here. */
export function readFileId(id: string): ArchivedFile | undefined {
  let fields: unknown;
  try {
    fields = JSON.parse(Buffer.from(id, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
  if (!Array.isArray(fields) || fields[0] !== mark || !kinds.includes(String(fields[1]))) return undefined;
  const [, kind, seed, size, at] = fields as [string, ArchivedFile['kind'], unknown, unknown, unknown];
  if (typeof seed !== 'string' || !Number.isSafeInteger(size) || !Number.isSafeInteger(at)) return undefined;
  return { kind, seed, size: size as number, at: at as number };
}

/** Name of the field that holds the bytes' number, by message type (doc 91774). */
export type SizeField = 'filesize' | 'voice_size' | 'imagesize';

/** The three fields every media message has. With `salt` the md5 does not fit. */
export function describeBytes(
  file: ArchivedFile,
  bytes: Buffer,
  sizeField: SizeField,
  salt = '',
): Record<string, unknown> {
  const md5sum = createHash('md5').update(bytes).update(salt).digest('hex');
  return { md5sum, [sizeField]: bytes.length, sdkfileid: fileIdOf(file) };
}
