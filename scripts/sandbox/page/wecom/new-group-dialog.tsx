import { useState } from 'react';
import { control } from '../api/control.ts';
import { useSelection } from '../api/selection.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useAction } from '../ui/use-action.ts';
import { FriendChooser } from './friend-chooser.tsx';

/** The rep makes a customer group. */
export function NewGroupDialog({ memberId, onClose }: { memberId: string; onClose: () => void }) {
  const { openGroup } = useSelection();
  const [name, setName] = useState('');
  const [customers, setCustomers] = useState<string[]>([]);
  const { busy, run } = useAction();
  const create = () =>
    run(async () => {
      const { group } = await control('POST /control/groups', {
        body: { owner: memberId, name: name.trim(), customers },
      });
      openGroup(memberId, group.chatId);
      onClose();
    });
  return (
    <Dialog
      title="新建客户群"
      onClose={onClose}
      footer={
        <>
          <button type="button" className="plain-button" onClick={onClose}>
            取消
          </button>
          <button
            type="button"
            className="main-button"
            disabled={busy || customers.length === 0}
            onClick={() => void create()}
          >
            {customers.length > 0 ? `建群（${customers.length + 1} 人）` : '建群'}
          </button>
        </>
      }
    >
      <div className="form">
        <label>
          群名
          <input
            className="text-field"
            value={name}
            maxLength={30}
            placeholder="可以不填"
            onChange={(event) => setName(event.target.value)}
          />
        </label>
      </div>
      <FriendChooser memberId={memberId} present={[]} chosen={customers} onChange={setCustomers} />
    </Dialog>
  );
}
