import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Context } from 'koa';
import type { Dependencies } from '../../dependencies.ts';
import { readRange } from '../chat-archive/files/byte-range.ts';
import type { MaterialRow } from '../material/entity.ts';
import { assetsIn } from '../material/html/pictures.ts';
import type { MediaAssetRow } from '../media/entity.ts';
import { MediaBytesMissing, MediaNotFound } from '../media/errors.ts';
import { pathOfBytes } from '../media/files.ts';
import { getAsset } from '../media/store.ts';
import { plainCover } from './plain-cover.ts';
import type { OpenedLink } from './open-link.ts';
import { openPage } from './pages/page-files.ts';

type Needs = Pick<Dependencies, 'config' | 'db'>;

// Private: whether a link still leads anywhere is decided here, not by a cache that many share.
const FOR_EVER = 'private, max-age=31536000, immutable';
const FOR_AN_HOUR = 'private, max-age=3600';

/** What an address carries that is kept for ever: it changes with the file. */
export const markOf = (sha256: string) => sha256.slice(0, 12);

/** A page of a brochure: an image that never changes when its address holds the digest of the PDF. */
export async function sendPage(
  ctx: Context,
  { config, db }: Needs,
  material: MaterialRow,
  page: string,
  isThumbnail: boolean,
): Promise<void> {
  const assetId = material.kind === 'brochure' && /^[1-9]\d{0,2}$/.test(page) ? material.assetId : null;
  const asset = assetId ? await getAsset(db.read, assetId) : null;
  const found = asset ? await openPage(config.dataDir, asset.sha256, Number(page), isThumbnail) : null;
  if (!asset || !found) throw new MediaNotFound({ mediaId: page });
  setSafeHeaders(ctx, 'image/jpeg');
  ctx.set('cache-control', ctx.query.v === markOf(asset.sha256) ? FOR_EVER : FOR_AN_HOUR);
  ctx.length = found.size;
  ctx.body = found.stream;
}

/** The picture of the card in the chat: the cover, the first page, or a plain one. */
export async function sendCover(ctx: Context, deps: Needs, { material }: OpenedLink): Promise<void> {
  if (material.coverAssetId) return sendAsset(ctx, deps, await getAsset(deps.db.read, material.coverAssetId));
  if (material.kind === 'brochure' && material.pagesState === 'ready') {
    await sendPage(ctx, deps, material, '1', true);
    ctx.set('cache-control', FOR_AN_HOUR);
    return;
  }
  setSafeHeaders(ctx, 'image/jpeg');
  ctx.set('cache-control', FOR_AN_HOUR);
  ctx.body = plainCover();
}

/** What the material itself holds, and no other file of the library. */
export async function sendMedia(ctx: Context, deps: Needs, { material }: OpenedLink, mediaId: string): Promise<void> {
  const { content } = material;
  const held =
    content.kind === 'article' || content.kind === 'case'
      ? assetsIn(content.html)
      : content.kind === 'video'
        ? [content.assetId]
        : [];
  if (!held.includes(mediaId)) throw new MediaNotFound({ mediaId });
  await sendAsset(ctx, deps, await getAsset(deps.db.read, mediaId));
}

/** With ranges: phones ask for videos piece by piece, and iPhones play nothing else. */
async function sendAsset(ctx: Context, { config }: Needs, asset: MediaAssetRow): Promise<void> {
  const path = pathOfBytes(config.dataDir, asset.sha256);
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (!found) throw new MediaBytesMissing({ mediaId: asset.id });
  setSafeHeaders(ctx, asset.mime);
  ctx.set('cache-control', FOR_AN_HOUR);
  ctx.set('etag', `"${asset.sha256}"`);
  ctx.set('accept-ranges', 'bytes');
  if (ctx.get('if-none-match') === `"${asset.sha256}"`) {
    ctx.status = 304;
    return;
  }
  const range = readRange(ctx.get('range'), found.size);
  if (range === 'none') {
    ctx.status = 416;
    ctx.set('content-range', `bytes */${found.size}`);
    ctx.body = '';
    return;
  }
  const { first, last } = range === 'whole' ? { first: 0, last: found.size - 1 } : range;
  ctx.status = range === 'whole' ? 200 : 206;
  if (range !== 'whole') ctx.set('content-range', `bytes ${first}-${last}/${found.size}`);
  ctx.length = last - first + 1;
  ctx.body = createReadStream(path, { start: first, end: last });
}

function setSafeHeaders(ctx: Context, mime: string): void {
  ctx.set('content-type', mime);
  ctx.set('x-content-type-options', 'nosniff');
  ctx.set('content-security-policy', "default-src 'none'; sandbox");
}
