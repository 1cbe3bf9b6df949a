import { useQuery } from '@tanstack/react-query';
import type { GroupView, getGroup, readGroup } from '@zhike/shared/contracts/group-chat';
import { ApiError } from '../../../../shared/api/api-error.ts';
import { call } from '../../../../shared/api/call.ts';

/** The group beside the chat; one that is not in our books yet is read from WeCom at once. */
export function useGroup(chatId: string) {
  return useQuery({
    queryKey: ['group', chatId],
    queryFn: async ({ signal }): Promise<GroupView> => {
      try {
        return await call<typeof getGroup>('getGroup', { params: { chatId }, signal });
      } catch (error) {
        if (!(error instanceof ApiError && error.code === 'group_chat.not_found')) throw error;
        return call<typeof readGroup>('readGroup', { params: { chatId }, signal });
      }
    },
  });
}
