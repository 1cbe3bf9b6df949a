import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { commentTask, getTask, handOverTask, handOverTasks } from '@zhike/shared/contracts/task-team';
import { call } from '../../../../shared/api/call.ts';

const keyOf = (taskId: string) => ['task', taskId] as const;
const LISTS = ['tasks', 'task', 'task-counts', 'team-tasks', 'task-stats', 'customer', 'timeline'];

/** One task with what was said about it and what became of it. */
export function useTaskDetail(taskId: string) {
  return useQuery({
    queryKey: keyOf(taskId),
    queryFn: ({ signal }) => call<typeof getTask>('getTask', { params: { taskId }, signal }),
  });
}

/** `onSaid` hears the words as they were typed, also when the form has been closed meanwhile. */
export function useCommentTask(taskId: string, onSaid: (typed: string) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ typed, idempotencyKey }: { typed: string; idempotencyKey: string }) =>
      call<typeof commentTask>('commentTask', { params: { taskId }, body: { text: typed.trim(), idempotencyKey } }),
    onSuccess: (detail, { typed }) => {
      client.setQueryData(keyOf(taskId), detail);
      onSaid(typed);
    },
  });
}

export interface HandOverOrder {
  toUserId: string;
  note?: string;
  evenUnseen?: boolean;
}

/** One task, or many at once, to one member. Says how many went, and why others did not. */
export function useHandOver() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ taskIds, ...body }: HandOverOrder & { taskIds: readonly string[] }) => {
      const [only] = taskIds;
      if (taskIds.length === 1 && only) {
        await call<typeof handOverTask>('handOverTask', { params: { taskId: only }, body });
        return { moved: 1, refused: [] };
      }
      return call<typeof handOverTasks>('handOverTasks', { body: { taskIds: [...taskIds], ...body } });
    },
    onSuccess: () => Promise.all(LISTS.map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });
}
