import type { TaskView } from '@zhike/shared/contracts/task';
import type { ReactNode } from 'react';
import { openTask } from './opened-task.tsx';
import { TaskCard } from './task-card.tsx';

interface NextTaskProps {
  task: TaskView;
  viewerUserId: string;
  /** Further actions of the place it is shown in. */
  more?: ReactNode;
}

/** The one most useful thing to do with this customer. */
export function NextTask({ task, viewerUserId, more }: NextTaskProps) {
  return (
    <section className="next-task" aria-label="下一步">
      <TaskCard
        task={task}
        viewerUserId={viewerUserId}
        more={
          <>
            {more}
            <button
              type="button"
              className="button button-quiet task-card-action"
              aria-haspopup="dialog"
              onClick={() => void openTask(task)}
            >
              打开
            </button>
          </>
        }
      />
    </section>
  );
}
