import { phraseOf } from '../../../shared/api/api-error.ts';
import { useNow } from '../../../shared/clock/business-clock.ts';
import { useDraft } from '../../../shared/drafts/use-draft.ts';
import { DateChoice } from '../../components/date-choice.tsx';
import { notify } from '../../components/notice.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { useCreateTask } from './api/create-task.ts';

const MAX_TITLE = 60;

/** Something to do with this customer, for oneself. */
export default function NewTaskSheet({ customerId, onClose }: { customerId: string; onClose(): void }) {
  const now = useNow();
  const create = useCreateTask(customerId);
  const [draft, saveDraft, forgetDraft] = useDraft(`task.${customerId}`, { title: '', dueAt: null as number | null });
  const title = draft.title.trim();
  const isReady = title !== '' && draft.dueAt !== null && draft.dueAt > now;
  const save = (close: () => void) => {
    if (!isReady || draft.dueAt === null) return;
    create.mutate(
      { title, dueAt: draft.dueAt },
      {
        onSuccess: () => {
          forgetDraft();
          notify('待办已添加');
          close();
        },
      },
    );
  };
  return (
    <Sheet
      title="新建待办"
      onClose={onClose}
      footer={(close) => (
        <button
          type="button"
          className="button button-main button-wide"
          disabled={!isReady || create.isPending}
          onClick={() => save(close)}
        >
          {create.isPending ? '正在保存…' : '保存'}
        </button>
      )}
    >
      <label className="field-label" htmlFor="new-task-title">
        要做什么
      </label>
      <input
        id="new-task-title"
        className="input"
        maxLength={MAX_TITLE}
        placeholder="例如:发报价单"
        value={draft.title}
        onChange={(event) => saveDraft({ ...draft, title: event.target.value })}
      />
      <DateChoice label="什么时候" value={draft.dueAt} now={now} onChange={(dueAt) => saveDraft({ ...draft, dueAt })} />
      {create.isError ? (
        <p className="field-problem" role="alert">
          {phraseOf(create.error)}
        </p>
      ) : null}
    </Sheet>
  );
}
