import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  createQualityWordGroup,
  deleteQualityWordGroup,
  listQualityWordGroups,
  QualityWordGroupView,
  updateQualityWordGroup,
} from '@zhike/shared/contracts/quality';
import { call } from '../../../../shared/api/call.ts';

export function useWordGroups() {
  return useQuery({
    queryKey: ['quality-words'],
    queryFn: ({ signal }) => call<typeof listQualityWordGroups>('listQualityWordGroups', { signal }),
  });
}

export type WordGroupDraft = Omit<QualityWordGroupView, 'id' | 'version' | 'interceptState' | 'changedAt' | 'can'>;

export function useChangeWordGroups() {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: ['quality-words'] });
  return {
    create: useMutation({
      mutationFn: (body: WordGroupDraft) => call<typeof createQualityWordGroup>('createQualityWordGroup', { body }),
      onSettled,
    }),
    update: useMutation({
      mutationFn: ({ groupId, ...body }: WordGroupDraft & { groupId: string; version: number }) =>
        call<typeof updateQualityWordGroup>('updateQualityWordGroup', { params: { groupId }, body }),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: (groupId: string) =>
        call<typeof deleteQualityWordGroup>('deleteQualityWordGroup', { params: { groupId } }),
      onSettled,
    }),
  };
}
