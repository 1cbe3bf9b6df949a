import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { decideQualityHit, QualityDecision, QualityHitDetail } from '@zhike/shared/contracts/quality';
import { call } from '../../../../shared/api/call.ts';

export function useDecideHit(hitId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { decision: QualityDecision; note?: string }) =>
      call<typeof decideQualityHit>('decideQualityHit', { params: { hitId }, body }),
    onSuccess: (view) =>
      client.setQueryData<QualityHitDetail>(['quality-hit', hitId], (known) => known && { ...known, ...view }),
    onSettled: () => client.invalidateQueries({ queryKey: ['quality-hits'] }),
  });
}
