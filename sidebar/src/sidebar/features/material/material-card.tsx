import type { MaterialRow } from '@zhike/shared/contracts/material';
import { Icon } from '../../components/icon.tsx';
import type { Received } from '../../sending/list-sends.ts';
import { useKeepMaterial } from './api/keep-material.ts';
import { kindNames, sayReceived, sayUse } from './say-material.ts';
import { Thumbnail } from './thumbnail.tsx';

interface MaterialCardProps {
  material: MaterialRow;
  /** What this customer did with it. */
  received: Received | undefined;
  onOpen(): void;
}

export function MaterialCard({ material, received, onOpen }: MaterialCardProps) {
  const keep = useKeepMaterial();
  const { id, title, kind, isFavourite } = material;
  return (
    <li className="material-row">
      <button type="button" className="material-card" onClick={onOpen}>
        <Thumbnail material={material} />
        <span className="material-what">
          <span className="material-title">{title}</span>
          <span className="quiet small">
            {kindNames[kind]} · {sayUse(material)}
          </span>
          {received ? <span className="material-received small">{sayReceived(received)}</span> : null}
        </span>
      </button>
      <button
        type="button"
        className={`icon-button material-star ${isFavourite ? 'material-star-on' : ''}`}
        aria-label={`收藏「${title}」`}
        aria-pressed={isFavourite}
        onClick={() => keep({ materialId: id, keep: !isFavourite })}
      >
        <Icon name="star" size={18} />
      </button>
    </li>
  );
}
