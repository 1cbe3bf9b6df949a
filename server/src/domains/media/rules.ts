import { type MediaKind, mediaLimits } from '@zhike/shared/contracts/media';
import { MediaTooSmall, MediaWrongFormat } from './errors.ts';

const HOUR = 3_600_000;
/** WeCom forgets an upload after 3 days. Renewed at 60 h, no longer used at 70 h: whoever sends has time left. */
export const RENEW_AFTER_MS = 60 * HOUR;
export const USABLE_FOR_MS = 70 * HOUR;
/** When WeCom did not take a renewal: the outbox tries on; this is only the next look. */
export const RENEW_AGAIN_MS = 6 * HOUR;
/** WeCom refuses what is not larger than this (doc 90253). */
const MIN_BYTES = 6;

/** The media type by the first bytes, whatever the name says; null when it is none that browsers may show. */
export function sniffMime(head: Buffer): 'image/jpeg' | 'image/png' | 'video/mp4' | null {
  if (head.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'image/jpeg';
  if (head.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return 'image/png';
  if (head.toString('latin1', 4, 8) === 'ftyp') return 'video/mp4';
  return null;
}

/** The type to keep for an upload, or an error that says what WeCom takes. */
export function decideMime(kind: MediaKind, head: Buffer, size: number): string {
  if (size < MIN_BYTES) throw new MediaTooSmall();
  const mime = sniffMime(head);
  const fits = kind === 'file' || (mime !== null && mime.startsWith(`${kind}/`));
  if (!fits) throw new MediaWrongFormat({ kind, formats: mediaLimits[kind].formats });
  return kind === 'file' ? 'application/octet-stream' : mime!;
}

/** Can this upload still be sent? @param now business time, ms */
export function isFresh(asset: { mediaId: string | null; mediaIdAt: number | null }, now: number): boolean {
  // An upload "from the future" comes from a clock that was moved back; WeCom's has moved too.
  return (
    asset.mediaId !== null &&
    asset.mediaIdAt !== null &&
    now - asset.mediaIdAt < USABLE_FOR_MS &&
    asset.mediaIdAt - now < HOUR
  );
}
