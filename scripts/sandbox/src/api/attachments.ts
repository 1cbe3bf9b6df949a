/** Attachments of welcome messages (wecom-server-api §3.5) → what the customer sees. */
import type { ChatContent } from '../control/views.ts';
import type { Sandbox } from '../sandbox.ts';
import { fail } from './errors.ts';
import { mediaUrl, usableMedia } from './media-store.ts';
import { Parameters } from './parameters.ts';

const mostAttachments = 9;
const maxUrl = 2_048;

/** Codes readAttachments may answer. */
export const attachmentErrors = [40004, 40007, 40145, 41064, 41065] as const;

/** Checks the list against the documented limits. The whole message is refused when one attachment is wrong. */
export function readAttachments(sandbox: Sandbox, list: unknown[]): ChatContent[] {
  if (list.length > mostAttachments) fail(41064);
  return list.map((item) => {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return fail(40035, 'attachments');
    const attachment = new Parameters(item as Record<string, unknown>);
    const kind = attachment.required('msgtype');
    const body = attachment.object(kind) ?? fail(40063, kind);
    return readAttachment(sandbox, kind, body);
  });
}

function readAttachment(sandbox: Sandbox, kind: string, body: Parameters): ChatContent {
  switch (kind) {
    case 'image': {
      // media_id wins when both are given.
      const mediaId = body.text('media_id');
      if (mediaId) return { kind: 'image', url: mediaUrl(sandbox, usableMedia(sandbox, mediaId, ['image'])) };
      return { kind: 'image', url: uploadedImage(sandbox, body.required('pic_url', { maxBytes: maxUrl })) };
    }
    case 'link':
      return {
        kind: 'link',
        title: body.required('title', { maxBytes: 128 }),
        picUrl: body.text('picurl', { maxBytes: maxUrl }),
        desc: body.text('desc', { maxBytes: 512 }),
        url: body.required('url', { maxBytes: maxUrl }),
      };
    case 'miniprogram':
      return {
        kind: 'miniprogram',
        title: body.required('title', { maxBytes: 64 }),
        picUrl: mediaUrl(sandbox, usableMedia(sandbox, body.required('pic_media_id'), ['image'])),
        appId: body.required('appid'),
        page: body.required('page'),
      };
    case 'video': {
      const media = usableMedia(sandbox, body.required('media_id'), ['video']);
      return { kind: 'video', url: mediaUrl(sandbox, media), name: media.filename };
    }
    case 'file': {
      const media = usableMedia(sandbox, body.required('media_id'), ['file', 'image', 'video']);
      return {
        kind: 'file',
        url: mediaUrl(sandbox, media),
        name: media.filename,
        size: Buffer.byteLength(media.base64, 'base64'),
      };
    }
    default:
      return fail(41065, kind);
  }
}

/** `pic_url` only from media/uploadimg (doc 92137). */
function uploadedImage(sandbox: Sandbox, url: string): string {
  // By its path: the URL is permanent, while a sandbox may come back on another port.
  const mediaId = URL.canParse(url) ? /^\/media\/(\w+)$/.exec(new URL(url).pathname)?.[1] : undefined;
  const media = mediaId ? sandbox.world.media.get(mediaId) : undefined;
  if (media?.kind !== 'image_url') fail(40007, 'pic_url is not from media/uploadimg');
  return mediaUrl(sandbox, media);
}
