import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CustomerProfile, getCustomer, getCustomerByExternalId } from '@zhike/shared/contracts/customer';
import { ApiError } from '../../../../shared/api/api-error.ts';
import { call } from '../../../../shared/api/call.ts';
import { profileKey, type Who } from '../../../cache/profile.ts';
import { keepFirstPage, TIMELINE_PAGE } from '../../../cache/timeline.ts';

/** Somebody just added is usually archived within seconds; live news shorten the wait. */
const LOOK_AGAIN_MS = 3_000;

/** The profile beside a chat; null while the customer is not in our books yet. */
export function useProfile(who: Who) {
  const client = useQueryClient();
  return useQuery({
    queryKey: profileKey(who),
    queryFn: async ({ signal }): Promise<CustomerProfile | null> => {
      try {
        return 'externalUserId' in who
          ? await readBesideChat(client, who, signal)
          : await call<typeof getCustomer>('getCustomer', { params: who, signal });
      } catch (error) {
        if (error instanceof ApiError && error.code === 'customer.not_archived') return null;
        throw error;
      }
    },
    refetchInterval: (query) => (query.state.data === null ? LOOK_AGAIN_MS : false),
  });
}

/** The first time her timeline comes along: the first screen waits for one answer instead of two. */
async function readBesideChat(
  client: QueryClient,
  who: { externalUserId: string },
  signal: AbortSignal,
): Promise<CustomerProfile> {
  const isFirst = !client.getQueryData(profileKey(who));
  const { timeline, ...profile } = await call<typeof getCustomerByExternalId>('getCustomerByExternalId', {
    params: who,
    query: isFirst ? { timeline: TIMELINE_PAGE } : {},
    signal,
  });
  if (timeline) keepFirstPage(client, profile.id, timeline);
  return profile;
}
