import type { MediaView } from '@zhike/shared/contracts/media';
import type { MediaAssetRow } from './entity.ts';

export function presentMedia(asset: MediaAssetRow): MediaView {
  return {
    id: asset.id,
    kind: asset.kind,
    name: asset.name,
    mime: asset.mime,
    size: asset.size,
    createdAt: asset.createdAt,
    url: `/api/media/${asset.id}/content`,
    thumbnailUrl: asset.kind === 'image' ? `/api/media/${asset.id}/thumbnail` : null,
  };
}
