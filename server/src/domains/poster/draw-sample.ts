import type { PosterDesign } from '@zhike/shared/contracts/poster';
import { posterVariables, type PosterValues } from '@zhike/shared/formulas/poster/variables';
import type { Dependencies } from '../../dependencies.ts';
import { type RenderedPoster, renderPoster } from '../../engines/poster/render-poster.ts';
import { findCorpName } from '../corp/corp-name.ts';
import { pictureFiles } from './design-pictures.ts';

type Needs = Pick<Dependencies, 'db' | 'clock' | 'config' | 'posters'>;

/** As wide as a list shows it, on a sharp screen. */
const THUMBNAIL_WIDTH = 360;

/** A design with sample values: for whoever designs it, and for lists. The code leads to ourselves. */
export async function drawSample(
  deps: Needs,
  design: PosterDesign,
  texts: PosterValues['texts'] = {},
  width?: number,
): Promise<RenderedPoster> {
  const corpName = await findCorpName(deps.db.read);
  const values: PosterValues = {
    texts: { ...posterVariables, ...(corpName ? { 企业名称: corpName } : {}), ...texts },
    link: deps.config.http.publicUrl,
  };
  return renderPoster(deps, design, values, { assets: await pictureFiles(deps, design) }, width);
}

export const drawThumbnail = (deps: Needs, design: PosterDesign) =>
  drawSample(deps, design, {}, Math.min(THUMBNAIL_WIDTH, design.width));
