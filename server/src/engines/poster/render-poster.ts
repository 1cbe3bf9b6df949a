import type { PosterDesign } from '@zhike/shared/contracts/poster';
import { assetsOfPoster } from '@zhike/shared/formulas/poster/assets';
import {
  missingVariables,
  needsLink,
  NAMELESS_ON_POSTER,
  type PosterValues,
  usedVariables,
} from '@zhike/shared/formulas/poster/variables';
import { createHash } from 'node:crypto';
import type { Clock } from '../../platform/clock.ts';
import type { PictureFile, PictureFiles, PosterJob } from './draw-poster.ts';
import { PosterLinkMissing, PosterPictureMissing, PosterVariableMissing } from './errors.ts';
import { hasPoster, pathOfPoster, storePoster } from './poster-files.ts';
import { PosterPool, type PosterPoolOptions } from './poster-pool.ts';

/** Part of every digest: raise it whenever the same design would be drawn differently. */
const ENGINE_VERSION = 1;

export interface PosterPictures {
  /** Every picture that the design names, by its id in the media library. */
  assets: PictureFiles;
  /** Without one, the first letter of the name. */
  customerAvatar?: PictureFile | null;
  memberAvatar?: PictureFile | null;
  /** A picture of the code that codes repeat which lead to `link`, where only that is known: WeCom tells no address, it draws. */
  code?: PictureFile | null;
}

export interface RenderedPoster {
  /** Of all that the poster is made of: the same design with the same values has the same. */
  sha256: string;
  /** A PNG. Read it soon: it may be swept when nobody asks for it any more. */
  path: string;
}

/** What draws posters and keeps them under DATA_DIR/posters; one for the whole process. */
export interface PosterEngine {
  readonly dataDir: string;
  readonly pool: PosterPool;
  /** Posters being drawn now, by digest. */
  readonly atWork: Map<string, Promise<string>>;
  close(): void;
}

export function createPosterEngine(dataDir: string, options: PosterPoolOptions = {}): PosterEngine {
  const pool = new PosterPool(options);
  return { dataDir, pool, atWork: new Map<string, Promise<string>>(), close: () => pool.close() };
}

/**
 * The poster of a design with values filled in: from the cache, or drawn now. The same poster asked for twice at once is drawn once. A
 * design of a saved draft is checked before (`PosterDesign`); here only what one poster lacks is refused.
 */
export async function renderPoster(
  { posters, clock }: { posters: PosterEngine; clock: Clock },
  design: PosterDesign,
  values: PosterValues,
  pictures: PosterPictures = { assets: {} },
  /** A smaller picture of it, so many pixels wide. */
  width?: number,
): Promise<RenderedPoster> {
  const missing = missingVariables(design, values.texts);
  if (missing.length > 0) throw new PosterVariableMissing({ variables: missing });
  if (needsLink(design) && !values.link?.trim() && !pictures.code) throw new PosterLinkMissing();
  const job = {
    design,
    values: valuesUsed(design, values),
    pictures: picturesUsed(design, pictures),
    ...(width === undefined ? {} : { width }),
  };
  const sha256 = digestOf(job);
  const running = posters.atWork.get(sha256);
  if (running) return { sha256, path: await running };
  const path = (async () => {
    if (await hasPoster(posters.dataDir, sha256, clock.machineNow())) return pathOfPoster(posters.dataDir, sha256);
    return storePoster(posters.dataDir, sha256, await posters.pool.draw(job), clock.machineNow());
  })();
  posters.atWork.set(sha256, path);
  try {
    return { sha256, path: await path };
  } finally {
    posters.atWork.delete(sha256);
  }
}

/** What the design does not ask for must not make another poster of it. */
function valuesUsed(design: PosterDesign, { texts, link }: PosterValues): PosterValues {
  const used = usedVariables(design).map((name) => [
    name,
    texts[name]?.trim() || (name === '客户昵称' ? NAMELESS_ON_POSTER : ''),
  ]);
  return { texts: Object.fromEntries(used), ...(needsLink(design) ? { link } : {}) };
}

function picturesUsed(design: PosterDesign, pictures: PosterPictures): PictureFiles {
  const used: Record<string, PictureFile> = {};
  for (const id of assetsOfPoster(design)) {
    const file = pictures.assets[id];
    if (!file) throw new PosterPictureMissing({ picture: id });
    used[id] = file;
  }
  const shown = new Set(design.elements.flatMap((one) => (one.kind === 'avatar' ? [one.of] : [])));
  if (shown.has('customer') && pictures.customerAvatar) used.customer = pictures.customerAvatar;
  if (shown.has('member') && pictures.memberAvatar) used.member = pictures.memberAvatar;
  if (needsLink(design) && pictures.code) used.code = pictures.code;
  return used;
}

function digestOf({ design, values, pictures, width }: PosterJob): string {
  const digests = Object.fromEntries(Object.entries(pictures).map(([name, { sha256 }]) => [name, sha256]));
  const parts = [ENGINE_VERSION, design, values, digests, ...(width === undefined ? [] : [width])];
  return createHash('sha256')
    .update(JSON.stringify(inOrder(parts)))
    .digest('hex');
}

/** Keys in one order, however the design came out of a database. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, inOrder(one)]),
  );
}
