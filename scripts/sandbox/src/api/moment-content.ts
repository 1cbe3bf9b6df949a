/** What a moment may hold (doc 95094): pictures, or one video, or one link. Media come from upload_attachment. */
import type { Sandbox } from '../sandbox.ts';
import type { MomentAttachment } from '../world/moment-types.ts';
import { fail } from './errors.ts';
import { isExpired, mediaUrl } from './media-store.ts';
import type { Parameters } from './parameters.ts';

const mostPictures = 9;

/** Codes readMomentContent may answer. */
export const momentContentErrors = [40004, 40007, 40145, 41064, 41065, 41072, 41089] as const;

export function readMomentContent(
  sandbox: Sandbox,
  body: Parameters,
): { text: string; attachments: MomentAttachment[] } {
  const text = body.object('text')?.text('content', { maxChars: 2_000, maxBytes: 4_000 }) ?? '';
  const items = body.objects('attachments');
  if (!text && items.length === 0) fail(41089);
  const kinds = items.map((item) => item.required('msgtype'));
  const [kind] = kinds;
  if (kinds.some((other) => other !== kind)) fail(41064, 'one kind of attachment only');
  if (items.length > (kind === 'image' ? mostPictures : 1)) fail(41064);
  return { text, attachments: items.map((item) => readAttachment(sandbox, item)) };
}

function readAttachment(sandbox: Sandbox, item: Parameters): MomentAttachment {
  const kind = item.required('msgtype');
  if (kind !== 'image' && kind !== 'video' && kind !== 'link') return fail(41065, kind);
  const body = item.object(kind) ?? fail(40063, kind);
  const media = momentMedia(sandbox, body.required('media_id'), kind === 'video' ? 'video' : 'image');
  if (kind !== 'link') return { kind, ...media };
  return {
    kind,
    title: body.required('title', { maxBytes: 128 }),
    linkUrl: body.required('url', { maxBytes: 2_048 }),
    ...media,
  };
}

/** 40007: unknown, or from another upload call; 41072: uploaded for the product album. */
function momentMedia(sandbox: Sandbox, mediaId: string, type: 'image' | 'video'): { mediaId: string; url: string } {
  const media = sandbox.world.media.get(mediaId);
  if (media?.kind !== 'attachment') return fail(40007, mediaId.slice(0, 12));
  if (media.use === 2) fail(41072);
  if (isExpired(sandbox, media)) fail(40145, mediaId.slice(0, 12));
  if (media.type !== type) fail(40004, `media_id is a ${media.type}`);
  return { mediaId, url: mediaUrl(sandbox, media) };
}
