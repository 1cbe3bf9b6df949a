import type { MaterialKind } from '@zhike/shared/contracts/material-content';
import { Dialog } from 'tdesign-react/es/dialog';
import { Icon } from '../../../components/icon.tsx';
import { kindList, kinds } from '../kinds.ts';
import './new-menu.css';

/** What can be made, with what each is good for. */
export function NewMenu({ onChoose, onClose }: { onChoose(kind: MaterialKind): void; onClose(): void }) {
  return (
    <Dialog
      visible
      header="新建素材"
      footer={false}
      width="min(640px, calc(100vw - 32px))"
      placement="center"
      onClose={onClose}
    >
      <ul className="new-menu">
        {kindList.map((kind) => (
          <li key={kind}>
            <button type="button" className="new-menu-kind" onClick={() => onChoose(kind)}>
              <Icon name={kinds[kind].icon} size={22} />
              <span>
                <strong>{kinds[kind].label}</strong>
                <span className="fine">{kinds[kind].hint}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
