import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { getGroup, readGroup } from '@zhike/shared/contracts/group-chat';
import { call } from '../../../../shared/api/call.ts';

export function useGroup(chatId: string) {
  return useQuery({
    queryKey: ['group', chatId],
    queryFn: ({ signal }) => call<typeof getGroup>('getGroup', { params: { chatId }, signal }),
  });
}

/** Reads it from WeCom now. */
export function useReadGroup(chatId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call<typeof readGroup>('readGroup', { params: { chatId } }),
    onSuccess: (group) => {
      client.setQueryData(['group', chatId], group);
      void client.invalidateQueries({ queryKey: ['group-members', chatId] });
    },
  });
}
