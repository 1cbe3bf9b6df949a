import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { getGroupStats } from '@zhike/shared/contracts/group-chat';
import { call } from '../../../../shared/api/call.ts';

export function useGroupStats(chatId: string, range: { from: string; to: string }) {
  return useQuery({
    queryKey: ['group-stats', chatId, range],
    queryFn: ({ signal }) => call<typeof getGroupStats>('getGroupStats', { params: { chatId }, query: range, signal }),
    placeholderData: keepPreviousData,
  });
}
