import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { getChannelStats } from '@zhike/shared/contracts/channel';
import { call } from '../../../../shared/api/call.ts';

/** Added, lost and net per day; `from` and `to` as `2026-11-08`, both included. */
export function useChannelStats(channelId: string, range: { from: string; to: string }) {
  return useQuery({
    queryKey: ['channel-stats', channelId, range],
    queryFn: ({ signal }) =>
      call<typeof getChannelStats>('getChannelStats', { signal, params: { channelId }, query: range }),
    placeholderData: keepPreviousData,
  });
}
