import type { PosterDesign } from '@zhike/shared/contracts/poster';
import { assetsOfPoster } from '@zhike/shared/formulas/poster/assets';
import type { Dependencies } from '../../dependencies.ts';
import type { PictureFiles } from '../../engines/poster/draw-poster.ts';
import type { MaterialRow } from '../material/entity.ts';
import { MaterialNotFound } from '../material/errors.ts';
import { pathOfBytes } from '../media/files.ts';
import { listAssets } from '../media/store.ts';

/** What a material of kind poster is drawn from; others are no posters. */
export function designOf({ id, content }: MaterialRow): PosterDesign {
  if (content.kind !== 'poster') throw new MaterialNotFound({ materialId: id });
  return content.design;
}

/** The files of the pictures that a design names, by their id. */
export async function pictureFiles(
  { db, config }: Pick<Dependencies, 'db' | 'config'>,
  design: PosterDesign,
): Promise<PictureFiles> {
  const assets = await listAssets(db.read, assetsOfPoster(design));
  return Object.fromEntries(
    assets
      .filter(({ kind }) => kind === 'image')
      .map(({ id, sha256 }) => [id, { sha256, path: pathOfBytes(config.dataDir, sha256) }]),
  );
}
