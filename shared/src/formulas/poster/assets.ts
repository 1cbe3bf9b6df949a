interface WithPictures {
  background: { assetId: string | null };
  elements: readonly { kind: string; assetId?: string }[];
}

/** The pictures of the media library that a design shows, each once; one that is still to be chosen is none. */
export function assetsOfPoster({ background, elements }: WithPictures): string[] {
  const ids = [background.assetId, ...elements.map(({ kind, assetId }) => (kind === 'image' ? assetId : null))];
  return [...new Set(ids.filter((id): id is string => Boolean(id)))];
}
