import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import type { CustomerView, MemberView, Overview } from '../../src/control/views.ts';
import { useResource } from './use-resource.ts';

export interface World {
  overview: Overview;
  members: MemberView[];
  customers: CustomerView[];
  /** Customers there are in all; `customers` holds the first 500. */
  customerCount: number;
  memberOf: (userId: string) => MemberView | undefined;
  reload: () => void;
}

const WorldContext = createContext<World | null>(null);

interface WorldProviderProps {
  children: ReactNode;
  /** Shown until the sandbox has answered. */
  fallback: (error: Error | undefined, retry: () => void) => ReactNode;
}

/** The corp, its people and the sandbox's settings, kept up to date by the live stream. */
export function WorldProvider({ children, fallback }: WorldProviderProps) {
  const overview = useResource('GET /control/overview', {}, (event) =>
    ['member', 'contact-way', 'fault', 'clock', 'settings', 'app-message'].includes(event.kind),
  );
  const customers = useResource(
    'GET /control/customers',
    { query: { limit: '500' } },
    (event) => event.kind === 'customer',
  );
  const { data: overviewData, reload: reloadOverview } = overview;
  const { data: customersData, reload: reloadCustomers } = customers;
  const value = useMemo<World | null>(() => {
    if (!overviewData || !customersData) return null;
    const { members } = overviewData;
    const byId = new Map(members.map((member) => [member.userId, member]));
    return {
      overview: overviewData,
      members,
      customers: customersData.items,
      customerCount: overviewData.counts.customers,
      memberOf: (userId) => byId.get(userId),
      reload: () => {
        reloadOverview();
        reloadCustomers();
      },
    };
  }, [overviewData, reloadOverview, customersData, reloadCustomers]);
  if (!value) {
    const error = overview.error ?? customers.error;
    return (
      <>
        {fallback(error, () => {
          overview.reload();
          customers.reload();
        })}
      </>
    );
  }
  return <WorldContext.Provider value={value}>{children}</WorldContext.Provider>;
}

export function useWorld(): World {
  const world = useContext(WorldContext);
  if (!world) throw new Error('useWorld needs a WorldProvider above it');
  return world;
}

/** The sandbox's clock (ms), ticking. */
export function useNow(everyMs = 1_000): number {
  const { overview } = useWorld();
  const { offsetMs } = overview.clock;
  const [machineNow, setMachineNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setMachineNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return machineNow + offsetMs;
}

/** One customer; beyond the first 500 she is asked for by id. */
export function useCustomer(externalUserId: string): CustomerView | undefined {
  const { customers } = useWorld();
  const listed = customers.find((customer) => customer.externalUserId === externalUserId);
  const asked = useResource(
    'GET /control/customers/:externalUserId',
    listed || !externalUserId ? null : { params: { externalUserId } },
    (event) => event.kind === 'customer' && event.externalUserId === externalUserId,
  );
  return listed ?? asked.data;
}
