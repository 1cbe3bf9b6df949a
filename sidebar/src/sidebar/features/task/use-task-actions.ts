import { type InfiniteData, type QueryClient, useQueryClient } from '@tanstack/react-query';
import type { TaskView } from '@zhike/shared/contracts/task';
import { phraseOf } from '../../../shared/api/api-error.ts';
import { businessNow } from '../../../shared/clock/business-clock.ts';
import { sayDue } from '../../../shared/format/time.ts';
import { patchProfile, refreshCustomer } from '../../cache/profile.ts';
import { notify } from '../../components/notice.tsx';
import { completeTask } from './api/complete-task.ts';
import { dismissTask } from './api/dismiss-task.ts';
import { reopenTask } from './api/reopen-task.ts';
import { snoozeTask } from './api/snooze-task.ts';

interface TaskPage {
  items: TaskView[];
  nextCursor: string | null;
}

/** What can be done with a task: on screen at once, with the way back, and undone when the server refuses. */
export function useTaskActions() {
  const client = useQueryClient();

  const act = async (task: TaskView, send: () => Promise<TaskView>, done: string, undo?: () => void) => {
    takeOffScreen(client, task);
    try {
      await send();
      notify(done, undo ? { action: { label: '撤销', run: undo } } : {});
    } catch (error) {
      notify(phraseOf(error), { tone: 'problem' });
    } finally {
      // Whatever became of it, the lists now tell the truth.
      refresh(client, task);
    }
  };
  const reopen = async (task: TaskView) => {
    try {
      await reopenTask(task.id);
      notify('已恢复为待办');
    } catch (error) {
      notify(phraseOf(error), { tone: 'problem' });
    } finally {
      refresh(client, task);
    }
  };
  return {
    complete: (task: TaskView) =>
      act(
        task,
        () => completeTask(task.id),
        '已完成',
        () => void reopen(task),
      ),
    dismiss: (task: TaskView) =>
      act(
        task,
        () => dismissTask(task.id),
        '已取消',
        () => void reopen(task),
      ),
    snooze: (task: TaskView, until: number) =>
      act(task, () => snoozeTask(task.id, until), `已推迟到${sayDue(until, businessNow())}`),
    reopen,
  };
}

function takeOffScreen(client: QueryClient, task: TaskView): void {
  client.setQueriesData<InfiniteData<TaskPage>>(
    { queryKey: ['tasks'], predicate: ({ queryKey }) => queryKey[2] === 'open' },
    (data) =>
      data && {
        ...data,
        pages: data.pages.map((page) => ({ ...page, items: page.items.filter(({ id }) => id !== task.id) })),
      },
  );
  if (!task.customer) return;
  patchProfile(client, task.customer.id, ({ nextTask }) => ({ nextTask: nextTask?.id === task.id ? null : nextTask }));
}

function refresh(client: QueryClient, task: TaskView): void {
  if (task.customer) return refreshCustomer(client, task.customer.id);
  void client.invalidateQueries({ queryKey: ['tasks'] });
  void client.invalidateQueries({ queryKey: ['task-counts'] });
}
