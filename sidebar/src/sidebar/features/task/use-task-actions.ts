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
    const bringBack = takeOffScreen(client, task);
    try {
      await send();
      notify(done, undo ? { action: { label: '撤销', run: undo } } : {});
      return true;
    } catch (error) {
      // Without a connection the lists cannot be read anew: what was not saved must not look as if it were.
      bringBack();
      notify(phraseOf(error), { tone: 'problem' });
      return false;
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
    /** True: saved. */
    complete: (task: TaskView, result?: string) =>
      act(
        task,
        () => completeTask(task.id, result),
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

/** Returns the way back. */
function takeOffScreen(client: QueryClient, task: TaskView): () => void {
  const filter = {
    queryKey: ['tasks'],
    predicate: ({ queryKey }: { queryKey: readonly unknown[] }) => queryKey[2] === 'open',
  };
  const lists = client.getQueriesData<InfiniteData<TaskPage>>(filter);
  client.setQueriesData<InfiniteData<TaskPage>>(
    filter,
    (data) =>
      data && {
        ...data,
        pages: data.pages.map((page) => ({ ...page, items: page.items.filter(({ id }) => id !== task.id) })),
      },
  );
  const customerId = task.customer?.id;
  let wasNext = false;
  if (customerId)
    patchProfile(client, customerId, ({ nextTask }) => {
      wasNext ||= nextTask?.id === task.id;
      return { nextTask: nextTask?.id === task.id ? null : nextTask };
    });
  return () => {
    for (const [key, data] of lists) client.setQueryData(key, data);
    if (customerId && wasNext) patchProfile(client, customerId, () => ({ nextTask: task }));
  };
}

function refresh(client: QueryClient, task: TaskView): void {
  void client.invalidateQueries({ queryKey: ['task', task.id] });
  if (task.customer) return refreshCustomer(client, task.customer.id);
  for (const queryKey of [['tasks'], ['task-counts'], ['group']]) void client.invalidateQueries({ queryKey });
}
