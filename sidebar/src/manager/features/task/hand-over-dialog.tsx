import { errorPhrases } from '@zhike/shared/texts/error-phrases';
import { type ReactNode, useState } from 'react';
import { ApiError } from '../../../shared/api/api-error.ts';
import { Confirm } from '../../components/confirm.tsx';
import { notifyDone, notifyWarning } from '../../components/notify.ts';
import { useHandOver } from './api/task-detail.ts';
import './task-drawer.css';

const UNSEEN = 'task.receiver_cannot_see_customer';
const MAX_NOTE = 200;

interface HandOverDialogProps {
  taskIds: readonly string[];
  /** Whether the viewer may hand over although the receiver cannot open the customer. */
  mayInsist: boolean;
  pickMember(value: string | null, onChange: (userId: string | null) => void): ReactNode;
  onDone?(): void;
  onClose(): void;
}

/** Who takes over, what she should know; those that cannot go say why. */
export function HandOverDialog({ taskIds, mayInsist, pickMember, onDone, onClose }: HandOverDialogProps) {
  const handOver = useHandOver();
  const [toUserId, setTo] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [isUnseen, setUnseen] = useState(false);
  const [evenUnseen, setEven] = useState(false);
  const confirm = async () => {
    try {
      const { moved, refused } = await handOver.mutateAsync({
        taskIds,
        toUserId: toUserId!,
        note: note.trim() || undefined,
        evenUnseen: evenUnseen && mayInsist,
      });
      if (moved > 0) notifyDone(`已转交 ${moved} 项`);
      if (refused.length > 0) notifyWarning(`${refused.length} 项没有转交:${sayReasons(refused)}`);
      onDone?.();
    } catch (error) {
      if (error instanceof ApiError && error.code === UNSEEN) setUnseen(true);
      throw error;
    }
  };
  return (
    <Confirm
      title={taskIds.length === 1 ? '转交待办' : `转交 ${taskIds.length} 项待办`}
      action="转交"
      disabled={!toUserId}
      closeOnOverlayClick={false}
      onConfirm={confirm}
      onClose={onClose}
    >
      <div className="dialog-column">
        <div>
          <p>转交给</p>
          {pickMember(toUserId, (userId) => {
            setTo(userId);
            setUnseen(false);
            setEven(false);
          })}
        </div>
        <label className="task-drawer-field">
          说明(可不填)
          <textarea
            className="native-input"
            rows={2}
            maxLength={MAX_NOTE}
            value={note}
            placeholder="对方需要知道什么"
            onChange={({ target }) => setNote(target.value)}
          />
        </label>
        {mayInsist && (isUnseen || taskIds.length > 1) ? (
          <label className="task-check">
            <input type="checkbox" checked={evenUnseen} onChange={({ target }) => setEven(target.checked)} />
            对方看不到客户时也转交(对方只能看到待办的标题)
          </label>
        ) : null}
      </div>
    </Confirm>
  );
}

function sayReasons(refused: readonly { code: string }[]): string {
  const codes = [...new Set(refused.map(({ code }) => code))];
  return codes.map((code) => errorPhrases[code] ?? code).join(';');
}
