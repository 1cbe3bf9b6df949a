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
  const value = useMemo<World | null>(() => {
    if (!overview.data || !customers.data) return null;
    const members = overview.data.members;
    const byId = new Map(members.map((member) => [member.userId, member]));
    return {
      overview: overview.data,
      members,
      customers: customers.data.items,
      customerCount: overview.data.counts.customers,
      memberOf: (userId) => byId.get(userId),
      reload: () => {
        overview.reload();
        customers.reload();
      },
    };
  }, [overview.data, overview.reload, customers.data, customers.reload]);
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
