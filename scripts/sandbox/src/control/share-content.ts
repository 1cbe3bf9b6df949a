/** What pages share through the JS-SDK (wecom-client-jssdk §1.5): spelt otherwise than in the server API, `mediaid` for instance. */
import { isExpired, mediaUrl } from '../api/media-store.ts';
import type { Sandbox } from '../sandbox.ts';
import type { MomentAttachment } from '../world/moment-types.ts';
import type { Media } from '../world/types.ts';
import type { ChatContent } from './views.ts';

const mostAttachments = 9;
const longestText = 4_000;
const longestMomentText = 2_000;

interface Share {
  text: string;
  contents: ChatContent[];
  /** As the server API lists them. */
  attachments: Record<string, unknown>[];
}

/** A single attachment with its fields, or the old form: title, desc, link and imgUrl side by side. */
interface Item {
  kind: string;
  field: (name: string) => string;
}

/** The content for the mass-message assistant, or the keyword of a refusal. */
export function readShare(sandbox: Sandbox, params: Record<string, unknown>): Share | string {
  const read = readItems(params, longestText);
  if (typeof read === 'string') return read;
  const contents: ChatContent[] = [];
  const attachments: Record<string, unknown>[] = [];
  for (const item of read.items) {
    const content = contentOf(sandbox, item);
    if (typeof content === 'string') return content;
    contents.push(content);
    attachments.push(listedAs(item));
  }
  return { text: read.text, contents, attachments };
}

/** Up to nine pictures, or one video, or one link. */
export function readMomentShare(
  sandbox: Sandbox,
  params: Record<string, unknown>,
): { text: string; attachments: MomentAttachment[] } | string {
  const read = readItems(params, longestMomentText);
  if (typeof read === 'string') return read;
  const { text, items } = read;
  const arePictures = items.every((item) => item.kind === 'image');
  if (!arePictures && items.length > 1) return 'fail_invalid attachments';
  const attachments: MomentAttachment[] = [];
  for (const item of items) {
    const content = contentOf(sandbox, item);
    if (typeof content === 'string') return content;
    const mediaId = item.field('mediaid');
    if (content.kind === 'image' || content.kind === 'video')
      attachments.push({ kind: content.kind, mediaId, url: content.url });
    else if (content.kind === 'link')
      attachments.push({ kind: 'link', title: content.title, linkUrl: content.url, mediaId, url: content.picUrl });
    else return 'fail_invalid attachments';
  }
  return { text, attachments };
}

function readItems(params: Record<string, unknown>, longest: number): { text: string; items: Item[] } | string {
  const given = isRecord(params.text) ? params.text.content : undefined;
  const text = typeof given === 'string' ? given : '';
  if (text.length > longest) return 'fail_invalid text';
  const list = Array.isArray(params.attachments) ? (params.attachments as unknown[]) : [];
  if (list.length > mostAttachments) return 'fail_invalid attachments';
  const items: Item[] = [];
  for (const each of list) {
    const kind = isRecord(each) && typeof each.msgtype === 'string' ? each.msgtype : '';
    const body = isRecord(each) ? each[kind] : undefined;
    if (!isRecord(body)) return 'fail_invalid attachments';
    items.push({ kind, field: fieldOf(body) });
  }
  if (items.length === 0 && typeof params.link === 'string' && params.link) {
    const old = fieldOf(params);
    items.push({ kind: 'link', field: (name) => old(name === 'url' ? 'link' : name) });
  }
  return text || items.length > 0 ? { text, items } : 'fail_invalid content';
}

function contentOf(sandbox: Sandbox, { kind, field }: Item): ChatContent | string {
  const media = usable(sandbox, field('mediaid'));
  const imgUrl = field('imgUrl');
  switch (kind) {
    case 'image':
      if (media?.type === 'image') return { kind, url: mediaUrl(sandbox, media) };
      return isWebAddress(imgUrl) ? { kind, url: imgUrl } : 'fail invalid imgUrl';
    case 'link':
      if (!isWebAddress(field('url'))) return 'fail_invalid link';
      return { kind, title: field('title') || field('url'), desc: field('desc'), url: field('url'), picUrl: imgUrl };
    case 'miniprogram':
      if (!field('appid') || !field('page')) return 'fail_invalid miniprogram';
      if (!isWebAddress(imgUrl)) return 'fail invalid imgUrl';
      return { kind, title: field('title'), appId: field('appid'), page: field('page'), picUrl: imgUrl };
    case 'video':
      return media?.type === 'video'
        ? { kind, url: mediaUrl(sandbox, media), name: media.filename }
        : 'fail_invalid mediaid';
    case 'file':
      if (!media) return 'fail_invalid mediaid';
      return {
        kind,
        url: mediaUrl(sandbox, media),
        name: media.filename,
        size: Buffer.byteLength(media.base64, 'base64'),
      };
    default:
      return 'fail_invalid attachments';
  }
}

function listedAs({ kind, field }: Item): Record<string, unknown> {
  switch (kind) {
    case 'link':
      return {
        msgtype: kind,
        link: { title: field('title'), picurl: field('imgUrl'), desc: field('desc'), url: field('url') },
      };
    case 'miniprogram':
      return { msgtype: kind, miniprogram: { title: field('title'), appid: field('appid'), page: field('page') } };
    default:
      return { msgtype: kind, [kind]: { media_id: field('mediaid'), pic_url: field('imgUrl') } };
  }
}

function usable(sandbox: Sandbox, mediaId: string): Media | undefined {
  const media = mediaId ? sandbox.world.media.get(mediaId) : undefined;
  return media?.kind === 'media' && !isExpired(sandbox, media) ? media : undefined;
}

const isWebAddress = (text: string): boolean => /^https?:\/\//.test(text);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const fieldOf =
  (body: Record<string, unknown>) =>
  (name: string): string => {
    const value = body[name];
    return typeof value === 'string' ? value : '';
  };
