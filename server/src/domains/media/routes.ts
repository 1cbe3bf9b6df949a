import * as contracts from '@zhike/shared/contracts/media';
import type { Context } from 'koa';
import type { Dependencies } from '../../dependencies.ts';
import type { Routers } from '../../routers.ts';
import { MediaBytesMissing, MediaNotFound, MediaTooBig } from './errors.ts';
import { streamBytes } from './files.ts';
import { mostBytesOf } from './fit-picture.ts';
import { presentMedia } from './present.ts';
import { getAsset } from './store.ts';
import { openThumbnail } from './thumbnails.ts';
import { uploadAsset } from './upload-asset.ts';

export function mediaRoutes(routers: Routers, deps: Dependencies): void {
  routers.member.handle(contracts.uploadMedia, async ({ viewer, query, ctx }) => {
    const maxBytes = mostBytesOf(query.kind);
    // Told by its length before a byte is read, where the client says it.
    if (Number(ctx.get('content-length') || 0) > maxBytes) throw new MediaTooBig({ kind: query.kind, maxBytes });
    return presentMedia(await uploadAsset(deps, viewer, { ...query, content: ctx.req }));
  });

  routers.member.handle(contracts.getMedia, async ({ params }) =>
    presentMedia(await getAsset(deps.db.read, params.mediaId)),
  );

  routers.member.handleRaw(contracts.getMediaThumbnail, async ({ ctx }) => {
    const asset = await getAsset(deps.db.read, String(ctx.params.mediaId));
    const found = asset.kind === 'image' ? await openThumbnail(deps.config.dataDir, asset.sha256) : null;
    if (!found) throw new MediaNotFound({ mediaId: asset.id });
    ctx.set('content-type', 'image/webp');
    ctx.set('x-content-type-options', 'nosniff');
    ctx.set('content-security-policy', "default-src 'none'; sandbox");
    // An asset never changes its bytes.
    ctx.set('cache-control', 'private, max-age=31536000, immutable');
    ctx.length = found.size;
    ctx.body = found.stream;
  });

  routers.member.handleRaw(contracts.getMediaContent, async ({ ctx }) => {
    const asset = await getAsset(deps.db.read, String(ctx.params.mediaId));
    const content = await streamBytes(deps.config.dataDir, asset.sha256);
    if (!content) throw new MediaBytesMissing({ mediaId: asset.id });
    setContentHeaders(ctx, asset);
    ctx.body = content;
  });
}

/** The type is ours (by content), never the uploader's; a file of any type is a download and nothing else. */
function setContentHeaders(
  ctx: Context,
  asset: { kind: string; mime: string; name: string; size: number; sha256: string },
): void {
  ctx.set('content-type', asset.mime);
  ctx.set('content-length', String(asset.size));
  ctx.set('x-content-type-options', 'nosniff');
  ctx.set('content-security-policy', "default-src 'none'; sandbox");
  ctx.set('cache-control', 'private, max-age=86400, immutable');
  ctx.set('etag', `"${asset.sha256}"`);
  const place = asset.kind === 'file' ? 'attachment' : 'inline';
  ctx.set('content-disposition', `${place}; filename*=UTF-8''${encodeURIComponent(asset.name)}`);
}
