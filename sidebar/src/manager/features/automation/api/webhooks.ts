import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { createWebhook, deleteWebhook, listWebhooks } from '@zhike/shared/contracts/automation-webhook';
import { call } from '../../../../shared/api/call.ts';

const queryKey = ['automation-webhooks'];

export function useWebhooks() {
  return useQuery({ queryKey, queryFn: ({ signal }) => call<typeof listWebhooks>('listWebhooks', { signal }) });
}

export function useChangeWebhooks() {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey });
  return {
    add: useMutation({
      mutationFn: (body: { name: string; url: string }) => call<typeof createWebhook>('createWebhook', { body }),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: (webhookId: string) => call<typeof deleteWebhook>('deleteWebhook', { params: { webhookId } }),
      onSettled,
    }),
  };
}
