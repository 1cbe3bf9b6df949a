import type { MaterialContent } from '@zhike/shared/contracts/material-content';
import type { MaterialDraft } from '@zhike/shared/contracts/material';
import { assetsOfPoster } from '@zhike/shared/formulas/poster/assets';
import { unknownVariables } from '@zhike/shared/formulas/script-text';
import type { Tx } from '../../platform/database/tx.ts';
import type { MediaAssetRow } from '../media/entity.ts';
import { claimAssets } from '../media/unclaimed.ts';
import { listAssets } from '../media/store.ts';
import { MaterialCoverUnfit, MaterialFileUnfit, UnknownVariable } from './errors.ts';
import { assetsIn } from './html/pictures.ts';
import { sanitiseRichText } from './html/sanitise.ts';

export interface SettledContent {
  content: MaterialContent;
  /** The file of picture, video, file and brochure. */
  assetId: string | null;
}

const PDF = 'application/pdf';

/** The content as it is kept: rich text made harmless (`isKept`: it was, when it was saved first), files that fit. */
export async function settleContent(
  tx: Tx,
  draft: Pick<MaterialDraft, 'content' | 'coverAssetId'>,
  isKept = false,
): Promise<SettledContent> {
  const content = isKept ? draft.content : harmless(draft.content);
  const assetId = 'assetId' in content ? content.assetId : null;
  const shown = assetsShownIn(content);
  const wanted = [assetId, draft.coverAssetId, ...shown].filter((id) => id !== null);
  const assets = new Map((await listAssets(tx, [...new Set(wanted)])).map((asset) => [asset.id, asset]));
  if (assetId && !fits(content.kind, assets.get(assetId))) throw new MaterialFileUnfit({ assetId });
  if (draft.coverAssetId && assets.get(draft.coverAssetId)?.kind !== 'image')
    throw new MaterialCoverUnfit({ assetId: draft.coverAssetId });
  for (const id of shown) if (assets.get(id)?.kind !== 'image') throw new MaterialFileUnfit({ assetId: id });
  await claimAssets(tx, wanted);
  return { content, assetId };
}

/** Pictures inside a text or on a poster. */
export function assetsShownIn(content: MaterialContent): string[] {
  if ('html' in content) return assetsIn(content.html);
  return content.kind === 'poster' ? assetsOfPoster(content.design) : [];
}

function harmless(content: MaterialContent): MaterialContent {
  if (content.kind === 'text') {
    const names = unknownVariables(content.text);
    if (names.length > 0) throw new UnknownVariable({ names });
  }
  return content.kind === 'article' || content.kind === 'case'
    ? { ...content, html: sanitiseRichText(content.html) }
    : content;
}

function fits(kind: MaterialContent['kind'], asset: MediaAssetRow | undefined): boolean {
  if (!asset) return false;
  return kind === 'brochure' ? asset.kind === 'file' && asset.mime === PDF : asset.kind === kind;
}
