import { useInfiniteQuery } from '@tanstack/react-query';
import type { listChannelAdditions } from '@zhike/shared/contracts/channel';
import { call } from '../../../../shared/api/call.ts';

export interface CountedAdditions {
  channelId: string;
  counted: 'added' | 'lost';
  /** Days, both included. */
  range: { from: string; to: string };
  /** Of one rep; absent: of all. */
  userId?: string;
}

const PAGE = 50;

/** The rows behind a figure of a channel. */
export function useChannelAdditions({ channelId, counted, range, userId }: CountedAdditions) {
  return useInfiniteQuery({
    queryKey: ['channel-additions', channelId, counted, range, userId],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listChannelAdditions>('listChannelAdditions', {
        signal,
        params: { channelId },
        query: { counted, ...range, userId, cursor: pageParam, limit: PAGE },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}
