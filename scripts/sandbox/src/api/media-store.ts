import type { Sandbox } from '../sandbox.ts';
import type { Media } from '../world/types.ts';
import { newMediaId } from '../ids.ts';
import { fail } from './errors.ts';

type MediaType = Media['type'];

/** Keeps uploaded bytes. */
export function storeMedia(
  sandbox: Sandbox,
  media: Omit<Media, 'mediaId' | 'createdAt' | 'base64'> & { bytes: Buffer },
): Media {
  const { bytes, ...rest } = media;
  return sandbox.world.media.put({
    ...rest,
    mediaId: newMediaId(),
    createdAt: sandbox.clock.now(),
    base64: bytes.toString('base64'),
  });
}

/**
 * A media_id that may be used now: known, of an allowed type, from media/upload, not older than 3 days. The documents list 40007
 * for unknown ids as well as for expired ones and 40145 for expired; the sandbox answers the more telling one.
 */
export function usableMedia(
  sandbox: Sandbox,
  mediaId: string,
  types: MediaType[],
  kind: Media['kind'] = 'media',
): Media {
  const media = sandbox.world.media.get(mediaId);
  if (!media || media.kind !== kind) return fail(40007, mediaId.slice(0, 12));
  if (isExpired(sandbox, media)) fail(40145, mediaId.slice(0, 12));
  if (!types.includes(media.type)) fail(40004, `media_id is a ${media.type}`);
  return media;
}

export function isExpired(sandbox: Sandbox, media: Media): boolean {
  return media.kind !== 'image_url' && sandbox.clock.now() - media.createdAt >= sandbox.limits.mediaSeconds * 1_000;
}

/** Where the simulated clients load the bytes from. Not an address of the real API. */
export function mediaUrl(sandbox: Sandbox, media: Media): string {
  return `${sandbox.origin}/media/${media.mediaId}`;
}
