import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { ChannelStatus, listChannels } from '@zhike/shared/contracts/channel';
import { call } from '../../../../shared/api/call.ts';

export interface ChannelFilter {
  search?: string;
  /** `none`: without a group. */
  groupId?: string;
  status?: ChannelStatus;
}

/** Channel codes, newest first, with the figures of today. */
export function useChannels(filter: ChannelFilter) {
  return useInfiniteQuery({
    queryKey: ['channels', filter],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listChannels>('listChannels', { signal, body: { ...filter, cursor: pageParam, limit: 50 } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}
