import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { listQualityActions, QualityActionView, updateQualityAction } from '@zhike/shared/contracts/quality';
import { call } from '../../../../shared/api/call.ts';

export function useQualityActions() {
  return useQuery({
    queryKey: ['quality-actions'],
    queryFn: ({ signal }) => call<typeof listQualityActions>('listQualityActions', { signal }),
  });
}

export function useSaveQualityAction() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ action, ...body }: QualityActionView) =>
      call<typeof updateQualityAction>('updateQualityAction', { params: { action }, body }),
    onSettled: () => client.invalidateQueries({ queryKey: ['quality-actions'] }),
  });
}
