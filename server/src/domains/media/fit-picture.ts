import { readFile } from 'node:fs/promises';
import { LARGEST_PICTURE_BYTES, type MediaKind, mediaLimits } from '@zhike/shared/contracts/media';
import { drawSmaller } from '../../engines/picture/draw-smaller.ts';
import { pictureSize } from '../../engines/poster/picture-size.ts';
import { MediaTooBig, MediaTooManyPixels, MediaWrongFormat } from './errors.ts';
import { MAX_PIXELS } from './rules.ts';

/** Longest side of a picture that was made to fit, px: sharp on every phone, far below the limit. The manager's page draws the same. */
const LONGEST = 2560;
const QUALITIES = [90, 80, 65];

/** What is taken in of this kind; a picture may be larger than what WeCom takes. */
export const mostBytesOf = (kind: MediaKind) => (kind === 'image' ? LARGEST_PICTURE_BYTES : mediaLimits[kind].maxBytes);

/**
 * Where the picture lies that WeCom takes instead of this one; null when it takes this one. For whoever sends without the manager's page,
 * which makes pictures fit before they leave. A picture whose header tells no size is left to WeCom, unless it is too big anyway.
 */
export async function fitPicture({ path, size }: { path: string; size: number }): Promise<string | null> {
  const told = pictureSize(await readFile(path));
  if (told && told.width * told.height > MAX_PIXELS) throw new MediaTooManyPixels({ maxPixels: MAX_PIXELS });
  const { maxBytes, formats } = mediaLimits.image;
  if (size <= maxBytes) return null;
  const into = `${path}-fitted`;
  const answer = await drawSmaller({
    from: path,
    into,
    longest: LONGEST,
    as: 'jpeg',
    qualities: QUALITIES,
    maxBytes,
    maxPixels: MAX_PIXELS,
  });
  if (!('problem' in answer)) return into;
  switch (answer.problem) {
    case 'too_many_pixels':
    case 'out_of_memory':
    case 'timeout':
      throw new MediaTooManyPixels({ maxPixels: MAX_PIXELS });
    case 'unreadable':
      throw new MediaWrongFormat({ kind: 'image', formats });
    case 'still_too_big':
      throw new MediaTooBig({ kind: 'image', maxBytes });
  }
}
