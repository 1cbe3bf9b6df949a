import { execute } from '../database/sql.ts';
import type { Tx } from '../database/tx.ts';

/**
 * Says whose event it was, once that is known: a callback is recorded before anybody has looked up the customer.
 * The only change an event ever sees.
 */
export async function linkEventToCustomer(tx: Tx, eventId: string, customerId: string): Promise<void> {
  await execute(tx, 'UPDATE event SET customer_id = ? WHERE id = ? AND customer_id IS NULL', [customerId, eventId]);
}
