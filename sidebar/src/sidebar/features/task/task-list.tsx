import type { TaskView } from '@zhike/shared/contracts/task';
import { type ReactNode, useState } from 'react';
import { Failed } from '../../../shared/states/failed.tsx';
import { Skeleton } from '../../../shared/states/skeleton.tsx';
import { StateView } from '../../../shared/states/state-view.tsx';
import { ChipRow } from '../../components/chip-row.tsx';
import { LoadMore } from '../../components/load-more.tsx';
import { useTasks } from './api/list-tasks.ts';
import { TaskCard } from './task-card.tsx';

interface TaskListProps {
  /** Of one customer, or about one group; without either: the viewer's own. */
  customerId?: string;
  chatId?: string;
  viewerUserId: string;
  emptyHint: string;
  heading?(task: TaskView): ReactNode;
  /** Further actions of one task. */
  more?(task: TaskView): ReactNode;
  /** The one that stands above the list already: it is counted, and not shown twice. */
  shownAboveId?: string | undefined;
  /** Beside the filter, e.g. the way to a new task. */
  aside?: ReactNode;
}

const filters = [
  { id: 'open', label: '未完成' },
  { id: 'closed', label: '已完成' },
] as const;

export function TaskList(props: TaskListProps) {
  const { customerId, chatId, viewerUserId, emptyHint, heading, more, shownAboveId, aside } = props;
  const [status, setStatus] = useState<'open' | 'closed'>('open');
  const tasks = useTasks({ customerId, chatId, status });
  const items = tasks.data?.pages.flatMap((page) => page.items) ?? [];
  // What has been read tells how many; where there is more, it says so.
  const count = items.length > 0 ? ` ${items.length}${tasks.hasNextPage ? '+' : ''}` : '';
  const shown = items.filter(({ id, status: now }) => now !== 'open' || id !== shownAboveId);
  const chips = filters.map(({ id, label }) => ({ id, label: id === status ? `${label}${count}` : label }));
  return (
    <>
      <div className="task-list-head">
        <ChipRow label="待办状态" chips={chips} current={status} onChange={setStatus} />
        {aside}
      </div>
      {tasks.isPending ? <Skeleton lines={4} /> : null}
      {tasks.isError && !tasks.data ? <Failed error={tasks.error} onRetry={() => void tasks.refetch()} /> : null}
      {tasks.data && items.length === 0 ? (
        status === 'open' ? (
          <StateView title="没有待办" hint={emptyHint} />
        ) : (
          <StateView title="还没有完成的待办" />
        )
      ) : null}
      {items.length > 0 && shown.length === 0 && !tasks.hasNextPage ? (
        <p className="task-list-note quiet">只有上面这一项</p>
      ) : null}
      {shown.map((task) => (
        <TaskCard
          key={task.id}
          task={task}
          viewerUserId={viewerUserId}
          heading={heading?.(task)}
          more={more?.(task)}
          canDismiss
        />
      ))}
      <LoadMore
        hasMore={tasks.hasNextPage}
        isLoading={tasks.isFetchingNextPage}
        isFailed={tasks.isFetchNextPageError}
        onMore={() => void tasks.fetchNextPage()}
      />
    </>
  );
}
