import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { dismissFailure, FailureKind, replayFailure } from '@zhike/shared/contracts/operation';
import { call } from '../../../../shared/api/call.ts';

/** Tries a failure again, or settles it. */
export function useSettleFailure() {
  const client = useQueryClient();
  const onSettled = async () => {
    await client.invalidateQueries({ queryKey: ['failures'] });
    await client.invalidateQueries({ queryKey: ['health'] });
  };
  return {
    replay: useMutation({
      mutationFn: (params: { kind: FailureKind; id: string }) =>
        call<typeof replayFailure>('replayFailure', { params }),
      onSettled,
    }),
    dismiss: useMutation({
      mutationFn: (params: { kind: FailureKind; id: string }) =>
        call<typeof dismissFailure>('dismissFailure', { params }),
      onSettled,
    }),
  };
}
