import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { createStage, deleteStage, reorderStages, StageColor, updateStage } from '@zhike/shared/contracts/field';
import { call } from '../../../../shared/api/call.ts';

export function useChangeStages() {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: ['stages'] });
  return {
    create: useMutation({
      mutationFn: (body: { name: string; color: StageColor }) => call<typeof createStage>('createStage', { body }),
      onSettled,
    }),
    update: useMutation({
      mutationFn: ({ stageId, ...body }: { stageId: string; name: string; color: StageColor; isDefault: boolean }) =>
        call<typeof updateStage>('updateStage', { params: { stageId }, body }),
      onSettled,
    }),
    reorder: useMutation({
      mutationFn: (stageIds: string[]) => call<typeof reorderStages>('reorderStages', { body: { stageIds } }),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: (stageId: string) => call<typeof deleteStage>('deleteStage', { params: { stageId } }),
      onSettled,
    }),
  };
}
