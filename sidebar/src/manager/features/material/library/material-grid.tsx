import type { MaterialRow } from '@zhike/shared/contracts/material';
import type { DragEvent } from 'react';
import { Link } from 'react-router';
import { Count, Moment } from '../../../components/figures.tsx';
import { Icon } from '../../../components/icon.tsx';
import { Pill } from '../../../components/pill.tsx';
import { isTracked, kinds, states } from '../kinds.ts';
import { MATERIAL_DRAG } from './folder-drag.ts';
import './material-grid.css';

interface MaterialGridProps {
  items: readonly MaterialRow[];
  layout: 'grid' | 'list';
  mayEdit: boolean;
  chosen: ReadonlySet<string>;
  onChoose(materialId: string, isChosen: boolean): void;
  onFavour(material: MaterialRow): void;
}

/** Materials as cards, or as lines of the same cards. */
export function MaterialGrid({ items, layout, mayEdit, chosen, onChoose, onFavour }: MaterialGridProps) {
  return (
    <ul className={`material-${layout}`} aria-label="素材">
      {items.map((material) => (
        <Card
          key={material.id}
          material={material}
          isChosen={mayEdit ? chosen.has(material.id) : undefined}
          onChoose={(isChosen) => onChoose(material.id, isChosen)}
          onFavour={() => onFavour(material)}
          onDragStart={(event) =>
            event.dataTransfer.setData(MATERIAL_DRAG, (chosen.has(material.id) ? [...chosen] : [material.id]).join(','))
          }
        />
      ))}
    </ul>
  );
}

interface CardProps {
  material: MaterialRow;
  /** Absent: cannot be chosen. */
  isChosen: boolean | undefined;
  onChoose(isChosen: boolean): void;
  onFavour(): void;
  onDragStart(event: DragEvent): void;
}

function Card({ material, isChosen, onChoose, onFavour, onDragStart }: CardProps) {
  const { id, kind, title, description, thumbnailUrl, state, problem, validUntil, isFavourite, sent, opened } =
    material;
  return (
    <li
      className={isChosen ? 'material-card material-card-chosen' : 'material-card'}
      draggable={isChosen !== undefined}
      onDragStart={onDragStart}
    >
      <div className={thumbnailUrl ? 'material-picture' : 'material-picture material-picture-blank'}>
        {thumbnailUrl ? (
          <img src={thumbnailUrl} alt="" loading="lazy" draggable={false} />
        ) : (
          <Icon name={kinds[kind].icon} size={32} />
        )}
        {isChosen === undefined ? null : (
          <label className="material-check">
            <input
              type="checkbox"
              checked={isChosen}
              aria-label={`选择${title}`}
              onChange={({ target }) => onChoose(target.checked)}
            />
          </label>
        )}
      </div>
      <div className="material-words">
        <span className="row">
          <Pill>{kinds[kind].label}</Pill>
          {state === 'ready' ? null : (
            <Pill tone={states[state].tone} title={problem ?? undefined}>
              {states[state].label}
            </Pill>
          )}
        </span>
        <Link className="material-title" to={`/materials/${id}`}>
          {title}
        </Link>
        {problem ? (
          <span className="material-problem">{problem}</span>
        ) : (
          <span className="fine material-line">{description}</span>
        )}
        <span className="fine material-foot">
          <span>
            发送 <Count value={sent} />
            {isTracked(kind) ? (
              <>
                {' '}
                · 打开 <Count value={opened} />
              </>
            ) : null}
          </span>
          <span>{validUntil ? `${validUntil} 到期` : <Moment at={material.updatedAt} />}</span>
        </span>
      </div>
      <button
        type="button"
        className={isFavourite ? 'material-star material-star-on' : 'material-star'}
        aria-pressed={isFavourite}
        aria-label={`收藏${title}`}
        onClick={onFavour}
      >
        <Icon name="star" size={18} />
      </button>
    </li>
  );
}
