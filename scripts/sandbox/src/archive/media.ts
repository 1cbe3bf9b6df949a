import type { Sandbox } from '../sandbox.ts';
import { describeBytes, readFileId, type ArchivedFile, type SizeField } from './file-id.ts';
import { makeMedia } from './made-media.ts';
import { oldestOf } from './pull.ts';

/** doc 91774. */
export const chunkBytes = 512 * 1_024;

export interface MediaChunk {
  bytes: Buffer;
  outIndex: string;
  finished: boolean;
}

/** Return code of the native function instead of a chunk (wecom-callbacks §3.3). */
export class MediaRefused extends Error {
  readonly ret: number;

  constructor(ret: number, message: string) {
    super(message);
    this.ret = ret;
  }
}

export function readChunk(sandbox: Sandbox, fileId: string, index: string): MediaChunk {
  if (fileId === '') throw new MediaRefused(10_000, 'sdkfileid is empty');
  const file = readFileId(fileId);
  const bytes = file && bytesOf(sandbox, file);
  if (!file || !bytes) throw new MediaRefused(10_005, 'invalid sdkfileid');
  if (file.at < oldestOf(sandbox)) throw new MediaRefused(10_010, 'media expired');
  const from = readIndex(index);
  if (from === undefined || from > bytes.length) throw new MediaRefused(10_000, 'invalid indexbuf');
  const chunk = bytes.subarray(from, from + chunkBytes);
  const next = from + chunk.length;
  return {
    bytes: chunk,
    outIndex: `Range:bytes=${next}-${next + chunkBytes - 1}`,
    finished: next >= bytes.length && !sandbox.faults.archive.mediaNeverFinishes,
  };
}

/** What a message tells of its file. */
export function describeMedia(
  sandbox: Sandbox,
  file: ArchivedFile,
  sizeField: SizeField = 'filesize',
): Record<string, unknown> {
  const bytes = bytesOf(sandbox, file) ?? Buffer.alloc(0);
  return describeBytes(file, bytes, sizeField, sandbox.faults.archive.mediaWrongMd5 ? 'not what was sent' : '');
}

function bytesOf(sandbox: Sandbox, file: ArchivedFile): Buffer | undefined {
  if (file.kind !== 'upload') return makeMedia(file);
  const media = sandbox.world.media.get(file.seed);
  return media && Buffer.from(media.base64, 'base64');
}

/** '' at first, later as it was given out: `Range:bytes=524288-1048575`. */
function readIndex(index: string): number | undefined {
  if (index === '') return 0;
  const from = /^Range:bytes=(\d+)-\d+$/.exec(index)?.[1];
  return from === undefined ? undefined : Number(from);
}
