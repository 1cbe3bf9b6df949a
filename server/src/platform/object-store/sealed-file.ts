import { createCipheriv, createDecipheriv } from 'node:crypto';
import { DomainError } from '../errors.ts';
import type { ByteRange } from './object-store.ts';

/** Plain bytes sealed together: a range costs no more than this at either end. */
export const SEGMENT_BYTES = 64 * 1024;
const TAG_BYTES = 16;
const SEALED_SEGMENT_BYTES = SEGMENT_BYTES + TAG_BYTES;

/** The bytes are not what was sealed: changed, cut off, or closed with another key. */
export class SealBroken extends DomainError {
  readonly code = 'store.damaged';
  readonly kind = 'unavailable';
  readonly retryable = false;
}

/**
 * Seals a file of unknown length, AES-256-GCM by segments. The key must be this file's alone: the nonces are the segments' numbers, and
 * the last segment says that it is the last, so that nothing can be exchanged, left out or cut off.
 */
export class FileSealer {
  private pending = Buffer.alloc(0);
  private segment = 0;

  constructor(private readonly key: Buffer) {}

  /** Sealed bytes, as soon as a segment is full and not the last. */
  update(plain: Buffer): Buffer {
    let rest = this.pending.length > 0 ? Buffer.concat([this.pending, plain]) : plain;
    const sealed: Buffer[] = [];
    for (; rest.length > SEGMENT_BYTES; rest = rest.subarray(SEGMENT_BYTES))
      sealed.push(this.seal(rest.subarray(0, SEGMENT_BYTES), false));
    this.pending = Buffer.from(rest);
    return Buffer.concat(sealed);
  }

  final(): Buffer {
    return this.seal(this.pending, true);
  }

  private seal(plain: Buffer, isLast: boolean): Buffer {
    const cipher = createCipheriv('aes-256-gcm', this.key, nonceOf(this.segment++, isLast));
    return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  }
}

/** Which stored bytes hold a range of the plain ones. An empty file has one segment. @param size of the plain bytes */
export function sealedRange({ first, last }: ByteRange, size: number): ByteRange {
  const lastSegment = Math.floor(Math.max(last, 0) / SEGMENT_BYTES);
  const end = Math.min((lastSegment + 1) * SEALED_SEGMENT_BYTES, sealedSize(size));
  return { first: Math.floor(first / SEGMENT_BYTES) * SEALED_SEGMENT_BYTES, last: end - 1 };
}

const segmentsOf = (size: number) => Math.max(1, Math.ceil(size / SEGMENT_BYTES));
const sealedSize = (size: number) => size + segmentsOf(size) * TAG_BYTES;
/** Of the plain bytes, from the size of the sealed ones. */
export const plainSizeOf = (sealed: number) => sealed - Math.ceil(sealed / SEALED_SEGMENT_BYTES) * TAG_BYTES;

/** Opens what `sealedRange` names, and gives the plain range. Nothing is given out before its segment has proved whole. */
export async function* openSealed(
  sealed: AsyncIterable<Buffer>,
  key: Buffer,
  range: ByteRange,
  size: number,
): AsyncGenerator<Buffer> {
  const lastSegment = segmentsOf(size) - 1;
  let segment = Math.floor(range.first / SEGMENT_BYTES);
  let pending: Buffer[] = [];
  let length = 0;
  const open = (bytes: Buffer): Buffer => {
    const plain = openSegment(bytes, key, segment, segment === lastSegment);
    const start = segment++ * SEGMENT_BYTES;
    return plain.subarray(Math.max(0, range.first - start), Math.max(0, range.last + 1 - start));
  };
  for await (const chunk of sealed) {
    pending.push(chunk);
    length += chunk.length;
    if (length < SEALED_SEGMENT_BYTES) continue;
    let rest = Buffer.concat(pending);
    for (; rest.length >= SEALED_SEGMENT_BYTES; rest = rest.subarray(SEALED_SEGMENT_BYTES))
      yield open(rest.subarray(0, SEALED_SEGMENT_BYTES));
    pending = rest.length > 0 ? [rest] : [];
    length = rest.length;
  }
  if (length > 0) yield open(Buffer.concat(pending));
  if (segment <= Math.floor(Math.max(range.last, 0) / SEGMENT_BYTES)) throw new SealBroken();
}

function openSegment(sealed: Buffer, key: Buffer, segment: number, isLast: boolean): Buffer {
  if (sealed.length < TAG_BYTES) throw new SealBroken();
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(segment, isLast));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - TAG_BYTES)), decipher.final()]);
  } catch (error) {
    throw new SealBroken({}, { cause: error });
  }
}

function nonceOf(segment: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt8(isLast ? 1 : 0, 0);
  nonce.writeUInt32BE(segment, 8);
  return nonce;
}
