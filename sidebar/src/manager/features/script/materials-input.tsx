import type { MaterialRow } from '@zhike/shared/contracts/material';
import { useState } from 'react';
import { Failed } from '../../../shared/states/failed.tsx';
import { Icon } from '../../components/icon.tsx';
import { moved } from '../../components/moved.ts';
import { SearchBox } from '../../components/search-box.tsx';
import { useFoundMaterials } from './api/find-materials.ts';
import './script.css';

type Chosen = Pick<MaterialRow, 'id' | 'title' | 'kind'>;

const MOST = 3;

/** A few materials in the order in which they are sent. */
export function MaterialsInput({ value, onChange }: { value: readonly Chosen[]; onChange(chosen: Chosen[]): void }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div>
      <ol className="script-materials-chosen">
        {value.map((one, index) => (
          <li key={one.id}>
            <span>{one.title}</span>
            <span className="table-actions">
              <button
                type="button"
                className="plain-button"
                aria-label={`上移${one.title}`}
                disabled={index === 0}
                onClick={() => onChange(moved(value, index, -1))}
              >
                <Icon name="up" size={16} />
              </button>
              <button
                type="button"
                className="plain-button"
                aria-label={`移除${one.title}`}
                onClick={() => onChange(value.filter(({ id }) => id !== one.id))}
              >
                <Icon name="close" size={16} />
              </button>
            </span>
          </li>
        ))}
      </ol>
      {value.length < MOST ? (
        <button type="button" className="plain-button" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? '收起素材库' : '从素材库添加'}
        </button>
      ) : null}
      {isOpen && value.length < MOST ? <Library chosen={value} onChoose={(one) => onChange([...value, one])} /> : null}
    </div>
  );
}

function Library({ chosen, onChoose }: { chosen: readonly Chosen[]; onChoose(one: Chosen): void }) {
  const [text, setText] = useState('');
  const found = useFoundMaterials(text);
  const rest = (found.data ?? []).filter(({ id }) => !chosen.some((one) => one.id === id));
  return (
    <div className="script-materials-library">
      <SearchBox value={text} onChange={setText} placeholder="搜索素材,支持拼音首字母" />
      {found.isError ? <Failed error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.data && rest.length === 0 ? (
        <p className="fine">{text ? '没有找到这样的素材' : '素材库里还没有可发的素材'}</p>
      ) : null}
      <ul>
        {rest.map(({ id, title, kind }) => (
          <li key={id}>
            <button type="button" className="plain-button" onClick={() => onChoose({ id, title, kind })}>
              {title}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
