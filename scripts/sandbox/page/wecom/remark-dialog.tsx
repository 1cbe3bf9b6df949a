import { type FormEvent, useState } from 'react';
import type { RelationView } from '../../src/control/views.ts';
import { control } from '../api/control.ts';
import { Dialog } from '../ui/dialog.tsx';
import { useAction } from '../ui/use-action.ts';

/** Remark, description and phone as the rep writes them in the client. */
export function RemarkDialog({ relation, onClose }: { relation: RelationView; onClose: () => void }) {
  const [remark, setRemark] = useState(relation.remark);
  const [description, setDescription] = useState(relation.description);
  const [mobiles, setMobiles] = useState(relation.mobiles.join(' '));
  const { busy, run } = useAction();
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const { userId, externalUserId } = relation;
    const saved = await run(
      () =>
        control('POST /control/friends/edit', {
          body: { userId, externalUserId, remark, description, mobiles: mobiles.split(/[\s,，、]+/).filter(Boolean) },
        }),
      '备注已更新',
    );
    if (saved) onClose();
  };
  return (
    <Dialog
      title="设置备注和描述"
      onClose={onClose}
      footer={
        <>
          <button type="button" className="plain-button" onClick={onClose}>
            取消
          </button>
          <button type="submit" form="remark-form" className="main-button" disabled={busy}>
            保存
          </button>
        </>
      }
    >
      <form id="remark-form" className="form" onSubmit={(event) => void save(event)}>
        <label>
          备注名
          <input
            className="text-field"
            value={remark}
            maxLength={20}
            onChange={(event) => setRemark(event.target.value)}
          />
        </label>
        <label>
          电话
          <input
            className="text-field"
            value={mobiles}
            placeholder="多个号码用空格隔开"
            onChange={(event) => setMobiles(event.target.value)}
          />
        </label>
        <label>
          描述
          <textarea
            className="text-field"
            rows={3}
            value={description}
            maxLength={150}
            onChange={(event) => setDescription(event.target.value)}
          />
        </label>
      </form>
    </Dialog>
  );
}
