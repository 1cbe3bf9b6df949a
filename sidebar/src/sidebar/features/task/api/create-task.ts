import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { createTask } from '@zhike/shared/contracts/task';
import { call } from '../../../../shared/api/call.ts';
import { refreshCustomer } from '../../../cache/profile.ts';

/** Something to do for oneself, with a customer. */
export function useCreateTask(customerId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { title: string; dueAt: number }) =>
      call<typeof createTask>('createTask', { body: { ...body, customerId } }),
    onSuccess: () => refreshCustomer(client, customerId),
  });
}
