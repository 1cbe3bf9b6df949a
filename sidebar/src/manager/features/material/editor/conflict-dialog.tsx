import type { MaterialView } from '@zhike/shared/contracts/material';
import { useState } from 'react';
import { Dialog } from 'tdesign-react/es/dialog';
import { Button } from '../../../components/button.tsx';
import { differencesOf } from './differences.ts';
import { formOf, type MaterialForm } from './form.ts';
import type { SummaryNames } from './summary.ts';

interface ConflictDialogProps {
  mine: MaterialForm;
  /** As a colleague has saved it meanwhile. */
  theirs: MaterialView;
  names: SummaryNames;
  isSaving: boolean;
  onKeepMine(): void;
  onTakeTheirs(): void;
  onClose(): void;
}

/** Two people have changed the same material: shows both, and lets the second decide. */
export function ConflictDialog({
  mine,
  theirs,
  names,
  isSaving,
  onKeepMine,
  onTakeTheirs,
  onClose,
}: ConflictDialogProps) {
  const [differences] = useState(() => differencesOf(mine, formOf(theirs), names));
  return (
    <Dialog
      visible
      header={`同事刚保存了第 ${theirs.version} 版`}
      width="min(760px, calc(100vw - 32px))"
      placement="center"
      closeOnOverlayClick={false}
      onClose={onClose}
      footer={
        <span className="row conflict-acts">
          <Button variant="text" onClick={onClose}>
            先回去看看
          </Button>
          <Button variant="outline" onClick={onTakeTheirs}>
            用同事的,放弃我的修改
          </Button>
          <Button theme="primary" loading={isSaving} onClick={onKeepMine}>
            用我的,保存为新版本
          </Button>
        </span>
      }
    >
      {differences.length === 0 ? (
        <p>你们写的内容相同,可以直接用同事的。</p>
      ) : (
        <>
          <p>下面是不一样的地方。选你的,同事的这一版仍可以在「版本」里找回。</p>
          <div className="conflict-list">
            {differences.map(({ label, mine: own, theirs: other }) => (
              <section key={label} className="conflict" aria-label={label}>
                <h3>{label}</h3>
                <div className="conflict-sides">
                  <div>
                    <span className="fine">我的</span>
                    <p className="conflict-text">{own}</p>
                  </div>
                  <div>
                    <span className="fine">同事的</span>
                    <p className="conflict-text">{other}</p>
                  </div>
                </div>
              </section>
            ))}
          </div>
        </>
      )}
    </Dialog>
  );
}
