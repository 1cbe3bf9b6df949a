import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { completeTask, dismissTask, reopenTask, snoozeTask } from '@zhike/shared/contracts/task';
import { call } from '../../../../shared/api/call.ts';

/** Done, not needed, later, or opened again. */
export function useCloseTask() {
  const client = useQueryClient();
  const onSuccess = async () => {
    await Promise.all(
      ['tasks', 'task', 'task-counts', 'team-tasks', 'task-stats', 'customer', 'timeline'].map((key) =>
        client.invalidateQueries({ queryKey: [key] }),
      ),
    );
  };
  return {
    done: useMutation({
      mutationFn: ({ taskId, result }: { taskId: string; result?: string }) =>
        call<typeof completeTask>('completeTask', { params: { taskId }, body: { result } }),
      onSuccess,
    }),
    dismiss: useMutation({
      mutationFn: (taskId: string) => call<typeof dismissTask>('dismissTask', { params: { taskId }, body: {} }),
      onSuccess,
    }),
    reopen: useMutation({
      mutationFn: (taskId: string) => call<typeof reopenTask>('reopenTask', { params: { taskId } }),
      onSuccess,
    }),
    snooze: useMutation({
      mutationFn: ({ taskId, until }: { taskId: string; until: number }) =>
        call<typeof snoozeTask>('snoozeTask', { params: { taskId }, body: { until } }),
      onSuccess,
    }),
  };
}
