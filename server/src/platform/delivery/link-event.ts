import { execute, inList } from '../database/sql.ts';
import { type Batch, collect, type Tx } from '../database/tx.ts';

interface Link {
  eventId: string;
  customerId: string;
}

/**
 * Says whose event it was, once that is known: a callback is recorded before anybody has looked up the customer.
 * The only change an event ever sees; written at the end of the transaction.
 */
export function linkEventToCustomer(tx: Tx, eventId: string, customerId: string): void {
  collect(tx, links, [{ eventId, customerId }]);
}

const links: Batch<Link> = {
  async write(tx, items) {
    const ids = items.map(({ eventId }) => eventId);
    await execute(
      tx,
      `UPDATE event SET customer_id = CASE id ${'WHEN ? THEN ? '.repeat(items.length)}END WHERE id ${inList(ids)} AND customer_id IS NULL`,
      [...items.flatMap(({ eventId, customerId }) => [eventId, customerId]), ...ids],
    );
  },
};
