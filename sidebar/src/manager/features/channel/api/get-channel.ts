import { useQuery } from '@tanstack/react-query';
import type { getChannel } from '@zhike/shared/contracts/channel';
import { call } from '../../../../shared/api/call.ts';

/** One channel code with settings and who receives now. */
export function useChannel(channelId: string | undefined) {
  return useQuery({
    queryKey: ['channel', channelId],
    queryFn: ({ signal }) => call<typeof getChannel>('getChannel', { signal, params: { channelId: channelId! } }),
    enabled: channelId !== undefined,
  });
}
