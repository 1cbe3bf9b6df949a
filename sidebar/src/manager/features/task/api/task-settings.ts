import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { getTaskSettings, TaskSettings, updateTaskSettings } from '@zhike/shared/contracts/task-settings';
import { call } from '../../../../shared/api/call.ts';

const KEY = ['task-settings'];

/** When people work, and when they are reminded. */
export function useTaskSettings() {
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => call<typeof getTaskSettings>('getTaskSettings', { signal }),
  });
}

export function useSaveTaskSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { settings: TaskSettings; version: number }) =>
      call<typeof updateTaskSettings>('updateTaskSettings', { body }),
    onSuccess: (view) => client.setQueryData(KEY, view),
  });
}
