import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { type MediaKind, mediaLimits } from '@zhike/shared/contracts/media';
import { MediaTooSmall, MediaTypeNotAllowed, MediaWrongFormat } from './errors.ts';

/** WeCom refuses what is not larger than this (doc 90253). */
const MIN_BYTES = 6;

const starts =
  (...bytes: number[]) =>
  (head: Buffer) =>
    head.subarray(0, bytes.length).equals(Buffer.from(bytes));
const isPng = starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const isJpeg = starts(0xff, 0xd8, 0xff);
const isMp4 = (head: Buffer) => head.toString('latin1', 4, 8) === 'ftyp';
const isPdf = (head: Buffer) => head.toString('latin1', 0, 5) === '%PDF-';
const isZip = starts(0x50, 0x4b, 0x03, 0x04);
const isOle = starts(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1);

/** The media type by the first bytes, whatever the name says; null when it is none that browsers may show. */
export function sniffMime(head: Buffer): 'image/jpeg' | 'image/png' | 'video/mp4' | null {
  if (isJpeg(head)) return 'image/jpeg';
  if (isPng(head)) return 'image/png';
  return isMp4(head) ? 'video/mp4' : null;
}

interface FileKind {
  mime: string;
  looksLike: (head: Buffer) => boolean;
  /** What only a file with macros holds. */
  macros?: Buffer;
  isText?: true;
}

const office = 'application/vnd.openxmlformats-officedocument';
const inZip = { looksLike: isZip, macros: Buffer.from('vbaProject.bin') };
const inOle = { looksLike: isOle, macros: Buffer.from('_VBA_PROJECT', 'utf16le') };
const inWords = { looksLike: () => true, isText: true } as const;

/** Files that may go to customers, by the ending of their name: nothing that runs when it is opened. */
const fileKinds: Record<string, FileKind> = {
  '.pdf': { mime: 'application/pdf', looksLike: isPdf },
  '.docx': { mime: `${office}.wordprocessingml.document`, ...inZip },
  '.xlsx': { mime: `${office}.spreadsheetml.sheet`, ...inZip },
  '.pptx': { mime: `${office}.presentationml.presentation`, ...inZip },
  '.doc': { mime: 'application/msword', ...inOle },
  '.xls': { mime: 'application/vnd.ms-excel', ...inOle },
  '.ppt': { mime: 'application/vnd.ms-powerpoint', ...inOle },
  '.txt': { mime: 'text/plain', ...inWords },
  '.csv': { mime: 'text/csv', ...inWords },
  '.jpg': { mime: 'image/jpeg', looksLike: isJpeg },
  '.jpeg': { mime: 'image/jpeg', looksLike: isJpeg },
  '.png': { mime: 'image/png', looksLike: isPng },
  '.mp4': { mime: 'video/mp4', looksLike: isMp4 },
};

/** The type to keep for an upload, or an error that says what is taken. `path`: where its bytes lie. */
export async function decideMime(
  { kind, name }: { kind: MediaKind; name: string },
  { head, size, path }: { head: Buffer; size: number; path: string },
): Promise<string> {
  if (size < MIN_BYTES) throw new MediaTooSmall();
  if (kind === 'file') return decideFileMime(name, head, path);
  const mime = sniffMime(head);
  if (!mime?.startsWith(`${kind}/`)) throw new MediaWrongFormat({ kind, formats: mediaLimits[kind].formats });
  return mime;
}

async function decideFileMime(name: string, head: Buffer, path: string): Promise<string> {
  const extension = extname(name).toLowerCase();
  const kind = Object.hasOwn(fileKinds, extension) ? fileKinds[extension] : undefined;
  const refused = (why: 'unknown' | 'disguised' | 'macros') => new MediaTypeNotAllowed({ extension, why });
  if (!kind) throw refused('unknown');
  if (!kind.looksLike(head)) throw refused('disguised');
  if (kind.macros && (await readFile(path)).includes(kind.macros)) throw refused('macros');
  // Zeros are in no text, whatever it is written in.
  if (kind.isText && (await readFile(path)).includes(0)) throw refused('disguised');
  return kind.mime;
}
