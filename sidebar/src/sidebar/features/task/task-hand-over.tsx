import type { TaskView } from '@zhike/shared/contracts/task';
import { useState } from 'react';
import { ApiError, phraseOf } from '../../../shared/api/api-error.ts';
import { useDraft } from '../../../shared/drafts/use-draft.ts';
import { notify } from '../../components/notice.tsx';
import { useDebounced } from '../../components/use-debounced.ts';
import { useColleagues } from './api/find-colleagues.ts';
import { useHandOverTask } from './api/task-detail.ts';

const MAX_NOTE = 200;
const UNSEEN = 'task.receiver_cannot_see_customer';

interface TaskHandOverProps {
  task: TaskView;
  /** A manager may, although the colleague cannot open the customer. */
  mayInsist: boolean;
  onDone(): void;
}

/** Whom, and what she should know. */
export function TaskHandOver({ task, mayInsist, onDone }: TaskHandOverProps) {
  const [q, setQ] = useState('');
  const found = useColleagues(useDebounced(q.trim()));
  const [chosen, setChosen] = useState<{ userId: string; name: string } | null>(null);
  const [note, setNote, forgetNote] = useDraft(`task-note.${task.id}`, '');
  const handOver = useHandOverTask(task.id, task.customer?.id ?? null);
  const colleagues = (found.data?.items ?? []).filter(({ userId }) => userId !== task.assignee.userId);
  const isUnseen = handOver.error instanceof ApiError && handOver.error.code === UNSEEN;
  const send = (evenUnseen: boolean) => {
    if (!chosen || handOver.isPending) return;
    handOver.mutate(
      { toUserId: chosen.userId, note: note.trim() || undefined, evenUnseen },
      {
        onSuccess: () => {
          forgetNote();
          notify(`已转交给${chosen.name}`);
          onDone();
        },
      },
    );
  };
  return (
    <section className="task-hand-over" aria-label="转交">
      <label className="field-label" htmlFor="task-colleague">
        转交给
      </label>
      <input
        id="task-colleague"
        className="input"
        type="search"
        placeholder="姓名或拼音"
        value={q}
        onChange={(event) => setQ(event.target.value)}
      />
      <div className="task-colleagues" role="group" aria-label="同事">
        {colleagues.map(({ userId, name }) => (
          <button
            key={userId}
            type="button"
            className="choice"
            aria-pressed={chosen?.userId === userId}
            onClick={() => {
              handOver.reset();
              setChosen({ userId, name });
            }}
          >
            {name}
          </button>
        ))}
        {found.data && colleagues.length === 0 ? <p className="quiet small">没有找到这位同事</p> : null}
        {found.isError && !found.data ? (
          <p className="field-problem" role="alert">
            {phraseOf(found.error)}
          </p>
        ) : null}
      </div>
      <label className="field-label" htmlFor="task-note">
        说明(可不填)
      </label>
      <input
        id="task-note"
        className="input"
        maxLength={MAX_NOTE}
        placeholder="对方需要知道什么"
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      {handOver.isError ? (
        <p className="field-problem" role="alert">
          {isUnseen && mayInsist
            ? `${chosen?.name ?? '这位同事'}看不到该客户:仍要转交的话,对方只能看到待办的标题`
            : phraseOf(handOver.error)}
        </p>
      ) : null}
      <button
        type="button"
        className="button button-wide task-hand-over-send"
        disabled={!chosen || handOver.isPending || (isUnseen && !mayInsist)}
        onClick={() => send(isUnseen && mayInsist)}
      >
        {handOver.isPending
          ? '正在转交…'
          : isUnseen && mayInsist
            ? '仍要转交'
            : `转交${chosen ? `给${chosen.name}` : ''}`}
      </button>
    </section>
  );
}
