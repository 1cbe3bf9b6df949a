import type { TaskView } from '@zhike/shared/contracts/task';
import { type ReactNode, useState } from 'react';
import { useNow } from '../../../shared/clock/business-clock.ts';
import { exactTime } from '../../../shared/format/time.ts';
import { openTask } from './opened-task.tsx';
import { sayTaskTime } from './say-task-time.ts';
import { Snooze } from './snooze.tsx';
import { useTaskActions } from './use-task-actions.ts';
import './task-card.css';

interface TaskCardProps {
  task: TaskView;
  /** Shown above the title: whose task this is, where the page does not say it. */
  heading?: ReactNode;
  /** Further actions of the place it is shown in. */
  more?: ReactNode;
  viewerUserId: string;
  canDismiss?: boolean;
}

/** One thing to do: what, why, by when; done or put off in one tap. */
export function TaskCard({ task, heading, more, viewerUserId, canDismiss = false }: TaskCardProps) {
  const now = useNow();
  const { complete, dismiss, reopen } = useTaskActions();
  const [snoozing, setSnoozing] = useState(false);
  const time = sayTaskTime(task, now);
  return (
    <article className={`task-card task-card-${task.status}`} aria-label={task.title}>
      {heading}
      <div className="task-card-head">
        <h3 className="task-card-title">
          <button type="button" className="task-card-link" aria-haspopup="dialog" onClick={() => void openTask(task)}>
            {task.title}
          </button>
        </h3>
        <time className={time.isLate ? 'task-card-late' : 'task-card-time'} title={exactTime(task.dueAt)}>
          {time.text}
        </time>
      </div>
      {task.reason ? <p className="task-card-reason">{task.reason}</p> : null}
      {task.result ? <p className="task-card-reason">结果:{task.result}</p> : null}
      {task.assignee.userId === viewerUserId ? null : <p className="task-card-reason">由{task.assignee.name}负责</p>}
      {task.status === 'open' && task.escalatedAt !== null ? (
        <p className="task-card-reason">逾期较久,已通知主管</p>
      ) : null}
      <div className="task-card-actions">
        {task.can.close ? (
          <>
            <button type="button" className="button task-card-action" onClick={() => void complete(task)}>
              完成
            </button>
            <button
              type="button"
              className="button task-card-action"
              aria-expanded={snoozing}
              onClick={() => setSnoozing(!snoozing)}
            >
              稍后
            </button>
          </>
        ) : null}
        {more}
        {task.can.close && canDismiss ? (
          <button type="button" className="button button-quiet task-card-action" onClick={() => void dismiss(task)}>
            不需要了
          </button>
        ) : null}
        {task.can.reopen ? (
          <button type="button" className="button button-quiet task-card-action" onClick={() => void reopen(task)}>
            恢复
          </button>
        ) : null}
      </div>
      {snoozing ? (
        <div className="task-card-snooze">
          <Snooze task={task} now={now} onDone={() => setSnoozing(false)} />
        </div>
      ) : null}
    </article>
  );
}
