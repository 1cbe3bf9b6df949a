import { createHash } from 'node:crypto';
import type { ChatContent } from '../control/views.ts';
import type { Sandbox } from '../sandbox.ts';
import type { ArchivedFile } from './file-id.ts';
import { voiceBytes } from './made-media.ts';
import { describeMedia } from './media.ts';

/** A picture or file that is somewhere else on the web is not fetched: a stand-in of this size takes its place. */
const standInBytes = 20_000;

/** A message of the client as the archive describes it (wecom-callbacks §3.8). */
export function archiveContent(
  sandbox: Sandbox,
  content: ChatContent,
  at: number,
): { msgtype: string; body: Record<string, unknown> } {
  switch (content.kind) {
    case 'text':
      return { msgtype: 'text', body: { content: content.text } };
    case 'menu':
      return { msgtype: 'text', body: { content: [content.text, ...content.items].join('\n') } };
    case 'image':
      return { msgtype: 'image', body: describeMedia(sandbox, fileOf(sandbox, content.url, 'image', at)) };
    case 'video':
      return {
        msgtype: 'video',
        body: { ...describeMedia(sandbox, fileOf(sandbox, content.url, 'video', at)), play_length: 6 },
      };
    case 'file': {
      const file = fileOf(sandbox, content.url, 'file', at, content.size);
      const fileext = /\.([A-Za-z0-9]+)$/.exec(content.name)?.[1] ?? '';
      return { msgtype: 'file', body: { ...describeMedia(sandbox, file), filename: content.name, fileext } };
    }
    case 'voice': {
      const file: ArchivedFile = { kind: 'voice', seed: String(at), size: voiceBytes(content.seconds), at };
      return {
        msgtype: 'voice',
        body: { ...describeMedia(sandbox, file, 'voice_size'), play_length: content.seconds },
      };
    }
    case 'link':
      return {
        msgtype: 'link',
        body: {
          title: content.title,
          description: content.desc,
          link_url: content.url,
          image_url: content.picUrl,
        },
      };
    case 'miniprogram':
      return {
        msgtype: 'weapp',
        body: {
          title: content.title,
          description: content.title,
          username: `${content.appId}@app`,
          displayname: content.title,
          appid: content.appId,
          pagepath: content.page,
        },
      };
    case 'location': {
      const { title, address, latitude, longitude } = content;
      return { msgtype: 'location', body: { longitude, latitude, address, title, zoom: 15 } };
    }
    case 'card':
      return { msgtype: 'card', body: { corpname: content.corpName || '微信联系人', userid: content.id } };
    case 'redpacket':
      return {
        msgtype: 'external_redpacket',
        body: { type: 1, wish: content.wish, totalcnt: 1, totalamount: content.amountCents },
      };
  }
}

/** The bytes behind an address: what was uploaded here, else a stand-in. */
function fileOf(
  sandbox: Sandbox,
  url: string,
  kind: 'image' | 'video' | 'file',
  at: number,
  size = standInBytes,
): ArchivedFile {
  const mediaId = /\/media\/([^/?#]+)$/.exec(url)?.[1] ?? '';
  if (sandbox.world.media.has(mediaId)) return { kind: 'upload', seed: mediaId, size: 0, at };
  return { kind, seed: createHash('sha256').update(url).digest('hex').slice(0, 16), size, at };
}
