import type { TaskView } from '@zhike/shared/contracts/task';
import type { TaskDetail } from '@zhike/shared/contracts/task-team';
import { taskKindNames } from '@zhike/shared/texts/task-texts';
import { useState } from 'react';
import { useNow } from '../../../shared/clock/business-clock.ts';
import { useDraft } from '../../../shared/drafts/use-draft.ts';
import { exactTime } from '../../../shared/format/time.ts';
import { Failed } from '../../../shared/states/failed.tsx';
import { Skeleton } from '../../../shared/states/skeleton.tsx';
import { sayHistory } from '../../../shared/tasks/say-history.ts';
import { Sheet } from '../../components/sheet.tsx';
import { useTaskDetail } from './api/task-detail.ts';
import { sayTaskTime } from './say-task-time.ts';
import { Snooze } from './snooze.tsx';
import { TaskActionBox } from './task-action.tsx';
import { TaskComments } from './task-comments.tsx';
import { TaskHandOver } from './task-hand-over.tsx';
import { useTaskActions } from './use-task-actions.ts';
import './task-sheet.css';

const MAX_RESULT = 500;

interface TaskSheetProps {
  /** As the card knows it; what is newer comes with the details. */
  task: TaskView;
  viewerUserId: string;
  onClose(): void;
}

/** Everything about one task: why, by when, what came of it, what was said, and who takes it over. */
export default function TaskSheet({ task: known, viewerUserId, onClose }: TaskSheetProps) {
  const now = useNow();
  const detail = useTaskDetail(known.id);
  const task = detail.data?.task ?? known;
  const { complete, dismiss, reopen } = useTaskActions();
  const [result, setResult, forgetResult] = useDraft(`task-result.${task.id}`, '');
  const [part, setPart] = useState<'snooze' | 'hand-over' | null>(null);
  const toggle = (one: 'snooze' | 'hand-over') => setPart(part === one ? null : one);
  const time = sayTaskTime(task, now);
  const mayHandOver = detail.data?.can.handOver ?? false;
  const meanwhile =
    known.status === 'open' && task.status !== 'open' ? sayClosed(task, detail.data, viewerUserId) : null;
  const finish = async (close: () => void) => {
    close();
    if (await complete(task, result.trim())) forgetResult();
  };
  return (
    <Sheet
      title={task.title}
      onClose={onClose}
      footer={
        task.can.close || mayHandOver
          ? (close) => (
              <div className="task-sheet-foot">
                {task.can.close ? (
                  <>
                    <button type="button" className="button button-main" onClick={() => void finish(close)}>
                      完成
                    </button>
                    <button
                      type="button"
                      className="button"
                      aria-expanded={part === 'snooze'}
                      onClick={() => toggle('snooze')}
                    >
                      稍后
                    </button>
                  </>
                ) : null}
                {mayHandOver ? (
                  <button
                    type="button"
                    className="button"
                    aria-expanded={part === 'hand-over'}
                    onClick={() => toggle('hand-over')}
                  >
                    转交
                  </button>
                ) : null}
              </div>
            )
          : undefined
      }
    >
      {(close) => (
        <>
          <p className="task-sheet-line">
            <time className={time.isLate ? 'task-card-late' : 'task-card-time'} title={exactTime(task.dueAt)}>
              {time.text}
            </time>
            <span className="quiet small">
              {taskKindNames[task.kind]}
              {task.assignee.userId === viewerUserId ? '' : ` · 由${task.assignee.name}负责`}
            </span>
          </p>
          {meanwhile ? (
            <p className="explanation" role="status">
              {meanwhile}
            </p>
          ) : null}
          {task.reason ? <p className="task-card-reason">{task.reason}</p> : null}
          {task.customer ? <p className="task-card-reason">客户:{task.customer.name}</p> : null}
          {task.result ? <p className="task-card-reason">结果:{task.result}</p> : null}
          {task.status === 'open' && task.escalatedAt !== null ? (
            <p className="task-card-reason">逾期较久,已通知主管</p>
          ) : null}
          {task.status === 'open' ? <TaskActionBox task={task} /> : null}
          {part === 'snooze' ? <Snooze task={task} now={now} onDone={close} /> : null}
          {part === 'hand-over' && detail.data ? (
            <TaskHandOver task={task} mayInsist={detail.data.can.handOverUnseen} onDone={close} />
          ) : null}
          {task.can.close ? (
            <>
              <label className="field-label task-sheet-label" htmlFor="task-result">
                结果(可不填)
              </label>
              <textarea
                id="task-result"
                className="input"
                rows={2}
                maxLength={MAX_RESULT}
                placeholder="例如:客户下周来看样品"
                value={result}
                onChange={(event) => setResult(event.target.value)}
              />
              <button
                type="button"
                className="button button-quiet task-sheet-dismiss"
                onClick={() => {
                  close();
                  void dismiss(task);
                }}
              >
                不需要了
              </button>
            </>
          ) : null}
          {task.can.reopen ? (
            <button
              type="button"
              className="button"
              onClick={() => {
                close();
                void reopen(task);
              }}
            >
              恢复为待办
            </button>
          ) : null}
          {detail.isError && !detail.data ? (
            <Failed error={detail.error} onRetry={() => void detail.refetch()} />
          ) : detail.data ? (
            <>
              <TaskComments detail={detail.data} now={now} />
              <details className="task-sheet-history">
                <summary>经过({detail.data.history.length})</summary>
                <ol>
                  {detail.data.history.map((step) => (
                    <li key={step.id}>
                      {sayHistory(step, now)} <time className="quiet small">{exactTime(step.at)}</time>
                    </li>
                  ))}
                </ol>
              </details>
            </>
          ) : (
            <Skeleton lines={3} />
          )}
        </>
      )}
    </Sheet>
  );
}

/** Who closed it while it was open on this screen. */
function sayClosed({ status }: TaskView, detail: TaskDetail | undefined, viewerUserId: string): string {
  const what = status === 'done' ? '完成' : '取消';
  const closing = detail?.history.filter((step) => step.what === status).sort((a, b) => b.at - a.at)[0];
  if (!closing?.by) return `这项待办已经${what}了`;
  return `${closing.by.userId === viewerUserId ? '你在别处' : closing.by.name}${what}了这项待办`;
}
