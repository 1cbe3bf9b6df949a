import { useQuery } from '@tanstack/react-query';
import type { listSends, SendView } from '@zhike/shared/contracts/material-send';
import { call } from '../../shared/api/call.ts';

/** As far back as a card tells what this customer got. */
const NEWEST = 100;

/** What was sent to a customer, newest first; in a group nobody is asked about. */
export function useSends(customerId: string | undefined) {
  return useQuery({
    queryKey: ['sends', customerId],
    queryFn: async ({ signal }): Promise<SendView[]> =>
      (await call<typeof listSends>('listSends', { query: { customerId, limit: NEWEST }, signal })).items,
    enabled: customerId !== undefined,
  });
}

export interface Received {
  times: number;
  isOpened: boolean;
}

/** By material and script: how often this customer got it, and whether she has opened it. */
export function receivedOf(sends: readonly SendView[]): Map<string, Received> {
  const received = new Map<string, Received>();
  for (const { material, script, openedAt, status } of sends) {
    const id = material?.id ?? script?.id;
    if (!id || status !== 'sent') continue;
    const before = received.get(id);
    received.set(id, {
      times: (before?.times ?? 0) + 1,
      isOpened: (before?.isOpened ?? false) || openedAt !== null,
    });
  }
  return received;
}
