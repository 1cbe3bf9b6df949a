import type { PosterDesign, PosterElement } from '@zhike/shared/contracts/poster';
import { Button } from '../button.tsx';
import { Icon } from '../icon.tsx';
import { kindNames, MOST_ELEMENTS, nameOf } from './elements.ts';

interface ElementListProps {
  design: PosterDesign;
  selectedId: string | null;
  onSelect(id: string): void;
  onAdd(kind: PosterElement['kind']): void;
  onOrder(id: string, step: 1 | -1): void;
}

const kinds = Object.keys(kindNames) as PosterElement['kind'][];

/** What lies on the poster, the foremost first. */
export function ElementList({ design, selectedId, onSelect, onAdd, onOrder }: ElementListProps) {
  const last = design.elements.length - 1;
  return (
    <section className="poster-panel" aria-label="元素">
      <div className="poster-adds" role="group" aria-label="添加元素">
        {kinds.map((kind) => (
          <Button
            key={kind}
            size="small"
            variant="outline"
            disabled={design.elements.length >= MOST_ELEMENTS}
            onClick={() => onAdd(kind)}
          >
            加{kindNames[kind]}
          </Button>
        ))}
      </div>
      {design.elements.length >= MOST_ELEMENTS ? <p className="fine">一张海报最多 {MOST_ELEMENTS} 个元素</p> : null}
      <ul className="poster-list">
        {design.elements
          .map((element, index) => (
            <li key={element.id} className={element.id === selectedId ? 'poster-list-selected' : undefined}>
              <button
                type="button"
                className="plain-button poster-list-name"
                aria-current={element.id === selectedId}
                onClick={() => onSelect(element.id)}
              >
                {nameOf(element)}
              </button>
              <button
                type="button"
                className="plain-button"
                aria-label={`${nameOf(element)}移到前面`}
                disabled={index === last}
                onClick={() => onOrder(element.id, 1)}
              >
                <Icon name="up" size={16} />
              </button>
              <button
                type="button"
                className="plain-button"
                aria-label={`${nameOf(element)}移到后面`}
                disabled={index === 0}
                onClick={() => onOrder(element.id, -1)}
              >
                <Icon name="down" size={16} />
              </button>
            </li>
          ))
          .reverse()}
      </ul>
    </section>
  );
}
