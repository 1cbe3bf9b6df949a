import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import * as contracts from '@zhike/shared/contracts/poster';
import type { Context } from 'koa';
import type { Dependencies } from '../../dependencies.ts';
import { hasPoster, pathOfPoster } from '../../engines/poster/poster-files.ts';
import type { Routers } from '../../routers.ts';
import { getTarget } from '../material/actions/prepare-send.ts';
import { getMaterialFor } from '../material/store.ts';
import { designOf } from './design-pictures.ts';
import { drawForCustomer } from './draw-for-customer.ts';
import { drawSample, drawThumbnail } from './draw-sample.ts';
import { PosterNotFound } from './errors.ts';
import { mediaIdOfPoster } from './uploads.ts';

const FOR_EVER = 'private, max-age=31536000, immutable';

export function posterRoutes({ member }: Pick<Routers, 'member'>, deps: Dependencies): void {
  const { db, clock, config } = deps;

  member.handle(contracts.previewPoster, async ({ body }) => {
    const { sha256 } = await drawSample(deps, body.design, body.texts);
    return { pictureUrl: addressOf(sha256) };
  });

  member.handle(contracts.drawPoster, async ({ viewer, params, body }) => {
    const { customer } = await getTarget(db.read, viewer, body.to);
    const material = await getMaterialFor(db.read, viewer, params.materialId);
    const { sha256 } = await drawForCustomer(deps, viewer, material, customer);
    // Whoever looks at it is about to send it.
    await mediaIdOfPoster(deps, sha256);
    return { pictureUrl: addressOf(sha256) };
  });

  member.handleRaw(contracts.getPosterPicture, async ({ ctx }) => {
    const sha256 = String(ctx.params.sha256);
    if (!/^[0-9a-f]{64}$/.test(sha256) || !(await hasPoster(config.dataDir, sha256, clock.machineNow())))
      throw new PosterNotFound();
    await sendPng(ctx, pathOfPoster(config.dataDir, sha256), FOR_EVER);
    if (ctx.query.as === 'file')
      ctx.set('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent('海报.png')}`);
  });

  member.handleRaw(contracts.getPosterThumbnail, async ({ viewer, ctx }) => {
    const material = await getMaterialFor(db.read, viewer, String(ctx.params.materialId));
    const { path } = await drawThumbnail(deps, designOf(material));
    const isOfVersion = ctx.query.v === String(material.version);
    await sendPng(ctx, path, isOfVersion ? 'private, max-age=86400' : 'private, max-age=300');
  });
}

const addressOf = (sha256: string) => `/api/posters/${sha256}`;

async function sendPng(ctx: Context, path: string, caching: string): Promise<void> {
  const { size } = await stat(path);
  ctx.set('content-type', 'image/png');
  ctx.set('x-content-type-options', 'nosniff');
  ctx.set('content-security-policy', "default-src 'none'; sandbox");
  ctx.set('cache-control', caching);
  ctx.length = size;
  ctx.body = createReadStream(path);
}
