import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { commentTask, getTask, handOverTask } from '@zhike/shared/contracts/task-team';
import { forgetSentDraft } from '../../../../shared/drafts/use-draft.ts';
import { call } from '../../../../shared/api/call.ts';
import { refreshCustomer } from '../../../cache/profile.ts';

const keyOf = (taskId: string) => ['task', taskId] as const;

/** One task with what was said about it and what became of it. */
export function useTaskDetail(taskId: string) {
  return useQuery({
    queryKey: keyOf(taskId),
    queryFn: ({ signal }) => call<typeof getTask>('getTask', { params: { taskId }, signal }),
  });
}

/** What somebody is writing about a task. */
export const commentDraft = (taskId: string) => `task-comment.${taskId}`;

/** Something is said about a task; the key makes sending twice harmless. Words written since stay, also when the sheet has been closed. */
export function useCommentTask(taskId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ written, idempotencyKey }: { written: string; idempotencyKey: string }) =>
      call<typeof commentTask>('commentTask', { params: { taskId }, body: { text: written.trim(), idempotencyKey } }),
    onSuccess: (detail, { written }) => {
      forgetSentDraft(commentDraft(taskId), written);
      client.setQueryData(keyOf(taskId), detail);
    },
  });
}

/** A colleague takes it over. */
export function useHandOverTask(taskId: string, customerId: string | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { toUserId: string; note?: string; evenUnseen?: boolean }) =>
      call<typeof handOverTask>('handOverTask', { params: { taskId }, body }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keyOf(taskId) });
      if (customerId) return refreshCustomer(client, customerId);
      void client.invalidateQueries({ queryKey: ['tasks'] });
      void client.invalidateQueries({ queryKey: ['task-counts'] });
    },
  });
}
