import { type FormEvent, useState } from 'react';
import type { GroupView } from '../../src/control/views-groups.ts';
import { control } from '../api/control.ts';
import { Dialog } from '../ui/dialog.tsx';
import { useAction } from '../ui/use-action.ts';

interface GroupSettingsDialogProps {
  group: GroupView;
  memberId: string;
  onClose: () => void;
}

/** Name and notice, and for the owner whose group it is. */
export function GroupSettingsDialog({ group, memberId, onClose }: GroupSettingsDialogProps) {
  const [name, setName] = useState(group.name);
  const [notice, setNotice] = useState(group.notice);
  const [owner, setOwner] = useState(group.owner);
  const { busy, run } = useAction();
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const saved = await run(
      () =>
        control('POST /control/groups/:chatId', {
          params: { chatId: group.chatId },
          body: { by: memberId, name: name.trim(), notice: notice.trim(), ...(owner === group.owner ? {} : { owner }) },
        }),
      '已更新',
    );
    if (saved) onClose();
  };
  return (
    <Dialog
      title="群名和公告"
      onClose={onClose}
      footer={
        <>
          <button type="button" className="plain-button" onClick={onClose}>
            取消
          </button>
          <button type="submit" form="group-form" className="main-button" disabled={busy}>
            保存
          </button>
        </>
      }
    >
      <form id="group-form" className="form" onSubmit={(event) => void save(event)}>
        <label>
          群名
          <input
            className="text-field"
            value={name}
            maxLength={30}
            placeholder={group.title}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <label>
          群公告
          <textarea
            className="text-field"
            rows={3}
            value={notice}
            maxLength={500}
            onChange={(event) => setNotice(event.target.value)}
          />
        </label>
        {memberId === group.owner ? (
          <label>
            群主
            <select className="text-field" value={owner} onChange={(event) => setOwner(event.target.value)}>
              {group.members
                .filter((member) => member.type === 1)
                .map((member) => (
                  <option key={member.id} value={member.id}>
                    {member.name}
                  </option>
                ))}
            </select>
          </label>
        ) : null}
      </form>
    </Dialog>
  );
}
