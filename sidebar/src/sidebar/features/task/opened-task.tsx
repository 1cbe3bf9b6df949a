import type { TaskView } from '@zhike/shared/contracts/task';
import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react';
import { notify } from '../../components/notice.tsx';

const loadSheet = () => import('./task-sheet.tsx');
const TaskSheet = lazy(loadSheet);

let opened: TaskView | null = null;
const listeners = new Set<() => void>();

function show(task: TaskView | null): void {
  opened = task;
  for (const listener of listeners) listener();
}

/** Opens a task's sheet, which stays when the task leaves the list it was opened from. */
export async function openTask(task: TaskView): Promise<void> {
  try {
    await loadSheet();
    show(task);
  } catch {
    // No connection, or a new release took the place of this one.
    notify('没能打开,请检查网络后再试', {
      tone: 'problem',
      action: { label: '刷新', run: () => location.reload() },
    });
  }
}

/** The sheet of the task that was opened on this page. */
export function OpenedTask({ viewerUserId }: { viewerUserId: string }) {
  const task = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => opened,
  );
  useEffect(() => () => show(null), []);
  return task ? (
    <Suspense fallback={null}>
      <TaskSheet key={task.id} task={task} viewerUserId={viewerUserId} onClose={() => show(null)} />
    </Suspense>
  ) : null;
}
