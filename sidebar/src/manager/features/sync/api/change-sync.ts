import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { cancelSync, startSync, SyncKind } from '@zhike/shared/contracts/sync';
import { call } from '../../../../shared/api/call.ts';

export function useChangeSync() {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: ['sync'] });
  return {
    start: useMutation({
      mutationFn: (kind: SyncKind | 'all') => call<typeof startSync>('startSync', { params: { kind } }),
      onSettled,
    }),
    cancel: useMutation({
      mutationFn: (jobId: string) => call<typeof cancelSync>('cancelSync', { params: { jobId } }),
      onSettled,
    }),
  };
}
