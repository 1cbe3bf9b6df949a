import { useQuery } from '@tanstack/react-query';
import type { listChannelGroups } from '@zhike/shared/contracts/channel-group';
import { call } from '../../../../shared/api/call.ts';

/** Groups of channel codes, with how many codes each holds. */
export function useChannelGroups() {
  return useQuery({
    queryKey: ['channel-groups'],
    queryFn: ({ signal }) => call<typeof listChannelGroups>('listChannelGroups', { signal }),
  });
}
