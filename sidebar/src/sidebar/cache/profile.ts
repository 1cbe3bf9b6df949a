import type { QueryClient } from '@tanstack/react-query';
import type { CustomerProfile } from '@zhike/shared/contracts/customer';

/** A customer is known by WeCom's id beside a chat, and by ours everywhere else. */
export type Who = { externalUserId: string } | { customerId: string };

export const profileKey = (who: Who) => ['profile', who] as const;

/** Changes a profile on screen before (or because) the server has: whichever way it was read. */
export function patchProfile(
  client: QueryClient,
  customerId: string,
  change: (profile: CustomerProfile) => Partial<CustomerProfile>,
): void {
  client.setQueriesData<CustomerProfile | null>({ queryKey: ['profile'] }, (profile) =>
    profile?.id === customerId ? { ...profile, ...change(profile) } : profile,
  );
}

/** This customer as last read, whichever way. */
export function cachedProfile(client: QueryClient, customerId: string): CustomerProfile | undefined {
  const cached = client.getQueriesData<CustomerProfile | null>({ queryKey: ['profile'] }).map(([, profile]) => profile);
  return cached.find((profile) => profile?.id === customerId) ?? undefined;
}

/** Keys under which this customer, or one nobody knows yet, is on screen. */
export function profileKeysOf(client: QueryClient, customerId: string): readonly (readonly unknown[])[] {
  return client
    .getQueriesData<CustomerProfile | null>({ queryKey: ['profile'] })
    .filter(([, profile]) => !profile || profile.id === customerId)
    .map(([key]) => key);
}

/** Everything shown of one customer is read anew. */
export function refreshCustomer(client: QueryClient, customerId: string): void {
  const keys = [...profileKeysOf(client, customerId), ['timeline', customerId], ['tasks'], ['task-counts']];
  for (const queryKey of keys) void client.invalidateQueries({ queryKey });
}
