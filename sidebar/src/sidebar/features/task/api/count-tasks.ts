import { useQuery } from '@tanstack/react-query';
import type { countTasks } from '@zhike/shared/contracts/task';
import { call } from '../../../../shared/api/call.ts';

export function useTaskCounts() {
  return useQuery({
    queryKey: ['task-counts'],
    queryFn: ({ signal }) => call<typeof countTasks>('countTasks', { signal }),
  });
}
