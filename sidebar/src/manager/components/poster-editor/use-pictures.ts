import type { PosterDesign } from '@zhike/shared/contracts/poster';
import { assetsOfPoster } from '@zhike/shared/formulas/poster/assets';
import type { Picture } from '@zhike/shared/formulas/poster/paint';
import { useEffect, useRef, useState } from 'react';

/** Pictures of a design by their id, as they arrive; one that cannot be loaded stays away. */
export function usePictures(
  design: PosterDesign,
  urlOf: (assetId: string) => string,
): (assetId: string) => Picture<HTMLImageElement> | null {
  const images = useRef(new Map<string, HTMLImageElement>());
  const [, setLoaded] = useState(0);
  const wanted = assetsOfPoster(design).join(' ');

  useEffect(() => {
    for (const id of wanted.split(' ')) {
      if (id === '' || images.current.has(id)) continue;
      const image = new Image();
      images.current.set(id, image);
      image.addEventListener('load', () => setLoaded((count) => count + 1));
      image.src = urlOf(id);
    }
  }, [wanted, urlOf]);

  return (assetId) => {
    const image = images.current.get(assetId);
    return image?.complete && image.naturalWidth > 0
      ? { source: image, width: image.naturalWidth, height: image.naturalHeight }
      : null;
  };
}
