import { businessDate, instantOf } from '../../platform/business-time.ts';
import { inList, select } from '../../platform/database/sql.ts';
import { type Batch, collect, type Tx } from '../../platform/database/tx.ts';
import { nextDay } from './days.ts';
import { moveActivity, writeCounts } from './count-rows.ts';
import type { BehaviourKind } from './kinds.ts';
import { type AnyBehaviourSource, behaviourSources } from './sources.ts';

interface Counting {
  customerId: string;
  kind: BehaviourKind;
  /** Business day. */
  day: string;
  timeZone: string;
}

/** One more event of a source, at the end of the transaction together with all others. */
export async function countEvent(
  tx: Tx,
  source: AnyBehaviourSource,
  event: { customerId: string; occurredAt: number },
  timeZone: string,
): Promise<void> {
  const { customerId, occurredAt } = event;
  collect(tx, countings, [{ customerId, kind: source.kind, day: businessDate(occurredAt, timeZone), timeZone }]);
  if (source.isContact) await moveActivity(tx, [{ customerId, contactAt: occurredAt, replyAt: null }]);
}

/**
 * The day is counted anew from the events, so that whatever runs twice, late or in another order counts the same. Events are never
 * deleted: a count only grows, and of two countings at once the greater one has seen more.
 */
const countings: Batch<Counting> = {
  async write(tx, items) {
    const open = new Map(items.map((one) => [`${one.customerId} ${one.kind} ${one.day}`, one]));
    for (const { timeZone, ...one } of open.values()) {
      const from = instantOf(one.day, 0, timeZone);
      const to = instantOf(nextDay(one.day), 0, timeZone);
      const count = (await eventsOf(tx, [one.customerId], { from, to })).filter(
        (event) => event.kind === one.kind,
      ).length;
      await writeCounts(tx, [{ ...one, count }], 'at_least');
    }
  },
};

const byType = new Map(behaviourSources.map((source) => [source.on.name, source]));

export interface CountedEvent {
  customerId: string;
  kind: BehaviourKind;
  occurredAt: number;
  isContact: boolean;
}

/** The events of these customers that count, by the index (customer, time). */
export async function eventsOf(
  tx: Tx,
  customerIds: readonly string[],
  span: { from: number; to: number },
): Promise<CountedEvent[]> {
  const types = [...byType.keys()];
  const rows = await select<{ customer_id: string; type: string; occurred_at: number | string; payload: string }>(
    tx,
    `SELECT customer_id, type, occurred_at, payload FROM event
      WHERE customer_id ${inList(customerIds)} AND occurred_at >= ? AND occurred_at < ? AND type ${inList(types)}`,
    [...customerIds, span.from, span.to, ...types],
  );
  return rows.flatMap((row) => {
    const source = byType.get(row.type)!;
    if (!source.counts(JSON.parse(row.payload))) return [];
    return {
      customerId: row.customer_id,
      kind: source.kind,
      occurredAt: Number(row.occurred_at),
      isContact: source.isContact ?? false,
    };
  });
}
