import type { Filter } from '@zhike/shared/contracts/filter';
import { useState } from 'react';
import { Dialog } from 'tdesign-react/es/dialog';
import { Button } from '../../components/button.tsx';
import { EndlessList } from '../../components/endless-list.tsx';
import { Icon } from '../../components/icon.tsx';
import { notifyDone } from '../../components/notify.ts';
import { useSegments } from './api/list-segments.ts';
import './from-segment.css';

/** Copies the conditions of a saved segment: what becomes of the segment later changes nothing here. */
export function FromSegment({ onPicked }: { onPicked(filter: Filter): void }) {
  const [choosing, setChoosing] = useState(false);
  return (
    <div>
      <Button variant="outline" icon={<Icon name="people" size={16} />} onClick={() => setChoosing(true)}>
        从人群带入
      </Button>
      {choosing ? <SegmentsDialog onPicked={onPicked} onClose={() => setChoosing(false)} /> : null}
    </div>
  );
}

function SegmentsDialog({ onPicked, onClose }: { onPicked(filter: Filter): void; onClose(): void }) {
  const segments = useSegments();
  return (
    <Dialog
      visible
      header="从人群带入条件"
      width="min(560px, calc(100vw - 24px))"
      placement="center"
      footer={false}
      onClose={onClose}
    >
      <div className="dialog-column">
        <p className="soft">把人群的条件复制过来,替换现在填的条件。以后修改人群,不影响这里。</p>
        <EndlessList query={segments} empty={<p className="soft">还没有人群,可以在「客户 → 人群」里新建。</p>}>
          {(items) => (
            <ul className="from-segment">
              {items.map(({ id, name, sentence, filter }) => (
                <li key={id}>
                  <button
                    type="button"
                    onClick={() => {
                      onPicked(filter);
                      notifyDone(`已带入「${name}」的条件`);
                      onClose();
                    }}
                  >
                    <strong>{name}</strong>
                    <span className="fine">{sentence}</span>
                  </button>
                </li>
              ))}
            </ul>
          )}
        </EndlessList>
      </div>
    </Dialog>
  );
}
