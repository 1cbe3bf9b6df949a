import { upsertGrowing } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { BehaviourKind } from './kinds.ts';

export interface DayCounted {
  customerId: string;
  kind: BehaviourKind;
  /** Business day. */
  day: string;
  count: number;
}

/** `add`: to what is there. `at_least`: a count that is said anew; what is there may know of more already. */
export async function writeCounts(tx: Tx, counted: DayCounted[], how: 'add' | 'at_least'): Promise<void> {
  await upsertGrowing(
    tx,
    'customer_day_count',
    // In one order, so that two transactions with the same customers do not lock them crosswise.
    inOrder(counted.map(({ customerId, ...rest }) => ({ customer_id: customerId, ...rest }))),
    ['customer_id', 'kind', 'day'],
    { count: how === 'add' ? 'sum' : 'greatest' },
  );
}

export interface Activity {
  customerId: string;
  /** Epoch ms of business time; null: nothing to say about it. */
  contactAt: number | null;
  replyAt: number | null;
}

/** Moves the last contact and the last reply forward, never back: news come in any order. */
export async function moveActivity(tx: Tx, activities: Activity[]): Promise<void> {
  const latest = new Map<string, Activity>();
  for (const one of activities) {
    const known = latest.get(one.customerId);
    latest.set(one.customerId, {
      customerId: one.customerId,
      contactAt: later(known?.contactAt, one.contactAt),
      replyAt: later(known?.replyAt, one.replyAt),
    });
  }
  await upsertGrowing(
    tx,
    'customer_activity',
    inOrder(
      [...latest.values()].map((one) => ({
        customer_id: one.customerId,
        last_contact_at: one.contactAt,
        last_reply_at: one.replyAt,
      })),
    ),
    ['customer_id'],
    { last_contact_at: 'greatest', last_reply_at: 'greatest' },
  );
}

const later = (a: number | null | undefined, b: number | null) =>
  a === null || a === undefined ? b : Math.max(a, b ?? a);

const inOrder = <Row extends { customer_id: string }>(rows: Row[]): Row[] =>
  rows.sort((a, b) => (a.customer_id < b.customer_id ? -1 : 1));
