import { useState } from 'react';
import type { GroupView } from '../../src/control/views-groups.ts';
import { control } from '../api/control.ts';
import { useAction } from '../ui/use-action.ts';
import { Dialog } from '../ui/dialog.tsx';
import { FriendChooser } from './friend-chooser.tsx';

/** The rep brings own customers into the group. */
export function InviteDialog({
  group,
  memberId,
  onClose,
}: {
  group: GroupView;
  memberId: string;
  onClose: () => void;
}) {
  const [chosen, setChosen] = useState<string[]>([]);
  const { busy, run } = useAction();
  const invite = async () => {
    const invited = await run(
      () =>
        control('POST /control/groups/:chatId/invite', {
          params: { chatId: group.chatId },
          body: { by: memberId, ids: chosen },
        }),
      '已邀请进群',
    );
    if (invited) onClose();
  };
  return (
    <Dialog
      title="邀请客户进群"
      onClose={onClose}
      footer={
        <>
          <button type="button" className="plain-button" onClick={onClose}>
            取消
          </button>
          <button
            type="button"
            className="main-button"
            disabled={busy || chosen.length === 0}
            onClick={() => void invite()}
          >
            {chosen.length > 0 ? `邀请 ${chosen.length} 人` : '邀请'}
          </button>
        </>
      }
    >
      <FriendChooser
        memberId={memberId}
        present={group.members.map((member) => member.id)}
        chosen={chosen}
        onChange={setChosen}
      />
    </Dialog>
  );
}
