import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import * as contracts from '@zhike/shared/contracts/chat';
import type { Context } from 'koa';
import type { Dependencies } from '../../../dependencies.ts';
import type { ByteRange } from '../../../platform/object-store/object-store.ts';
import type { Routers } from '../../../routers.ts';
import type { ChatMediaRow } from '../entity.ts';
import { ChatMediaNotFound, ChatMediaNoVoice } from '../errors.ts';
import { noteLook } from '../note-look.ts';
import { readRange } from './byte-range.ts';
import { fileNameOf, isAmr, isShownInBrowser } from './file-type.ts';
import { getVisibleFile, readFileBytes } from './read-file.ts';
import { MOST_VOICE_BYTES, voiceToWav } from './voice.ts';

interface Shown {
  mime: string;
  name: string;
  isInline: boolean;
  size: number;
  tag: string;
  read(range: ByteRange): Promise<Readable>;
}

/** Files of archived chats. */
export function chatFileRoutes(routers: Routers, deps: Dependencies): void {
  routers.member.handleRaw(contracts.getChatMedia, async ({ viewer, ctx }) => {
    const params = contracts.getChatMedia.params!.safeParse(ctx.params);
    const query = contracts.getChatMedia.query!.safeParse({ ...ctx.query });
    if (!params.success || !query.success) throw new ChatMediaNotFound();
    const { file, conversationId } = await getVisibleFile(deps.db.read, viewer, params.data.mediaId);
    await noteLook(deps.db, viewer, conversationId, deps.clock.now());
    await send(ctx, query.data.as === 'wav' ? await asWav(deps, file) : asItIs(deps, file));
  });
}

function asItIs(deps: Dependencies, file: ChatMediaRow): Shown {
  const mime = file.mime ?? 'application/octet-stream';
  return {
    mime,
    name: fileNameOf({ ...file, mime, name: file.sealedName ? deps.keys.decryptText(file.sealedName) : file.name }),
    isInline: isShownInBrowser(mime),
    size: file.storedSize ?? 0,
    tag: file.digest,
    read: (range) => readFileBytes(deps, file, range),
  };
}

async function asWav(deps: Dependencies, file: ChatMediaRow): Promise<Shown> {
  const size = file.storedSize ?? 0;
  if (!isAmr(file.mime ?? '') || size > MOST_VOICE_BYTES) throw new ChatMediaNoVoice();
  const wav = await voiceToWav(await buffer(await readFileBytes(deps, file, { first: 0, last: size - 1 })));
  return {
    mime: 'audio/wav',
    name: `${file.kind}.wav`,
    isInline: true,
    size: wav.length,
    tag: `${file.digest}.wav`,
    read: async ({ first, last }) => Readable.from([wav.subarray(first, last + 1)]),
  };
}

/**
 * RFC 8187: `encodeURIComponent` leaves four characters that mean something there. Marks that turn a name around are left out: with one,
 * `‹mark›fdp.exe` reads as a PDF.
 */
const encodeName = (name: string) =>
  encodeURIComponent(name.replace(/\p{Bidi_Control}/gu, '')).replace(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** The type is ours (by content), never the sender's; what a browser could run is a download and nothing else. */
async function send(ctx: Context, { mime, name, isInline, size, tag, read }: Shown): Promise<void> {
  ctx.set('content-type', mime);
  ctx.set('x-content-type-options', 'nosniff');
  ctx.set('content-security-policy', "default-src 'none'; sandbox");
  ctx.set('cross-origin-resource-policy', 'same-origin');
  // Consent may end and every look is written down: a kept one is asked about again.
  ctx.set('cache-control', 'private, no-cache');
  ctx.set('accept-ranges', 'bytes');
  ctx.set('etag', `"${tag}"`);
  ctx.set('content-disposition', `${isInline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeName(name)}`);
  if (ctx.get('if-none-match') === `"${tag}"`) {
    ctx.status = 304;
    return;
  }
  const asked = ctx.get('if-range');
  const range = asked && asked !== `"${tag}"` ? 'whole' : readRange(ctx.get('range'), size);
  if (range === 'none') {
    ctx.status = 416;
    ctx.set('content-range', `bytes */${size}`);
    ctx.body = '';
    return;
  }
  const { first, last } = range === 'whole' ? { first: 0, last: size - 1 } : range;
  const bytes = await read({ first, last });
  if (range !== 'whole') {
    ctx.status = 206;
    ctx.set('content-range', `bytes ${first}-${last}/${size}`);
  }
  ctx.body = bytes;
  // After the body: Koa forgets the length of whatever it takes for a stream.
  ctx.set('content-type', mime);
  ctx.set('content-length', String(last - first + 1));
}
