import type { MaterialRow } from '@zhike/shared/contracts/material';
import { useState } from 'react';
import { kindNames } from './say-material.ts';

/** A small picture; where there is none, the kind in letters. */
export function Thumbnail({ material }: { material: Pick<MaterialRow, 'kind' | 'thumbnailUrl'> }) {
  const [isBroken, setIsBroken] = useState(false);
  if (material.thumbnailUrl && !isBroken) {
    return (
      <img
        className="material-thumb"
        src={material.thumbnailUrl}
        alt=""
        loading="lazy"
        onError={() => setIsBroken(true)}
      />
    );
  }
  return (
    <span className={`material-thumb material-thumb-${material.kind}`} aria-hidden="true">
      {kindNames[material.kind].slice(0, 2)}
    </span>
  );
}
