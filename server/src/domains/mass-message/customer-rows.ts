import { execute, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { MassOutcome } from '@zhike/shared/contracts/mass-message';
import { recount } from './take-results.ts';

interface Placed {
  mass_message_id: string;
  customer_id: string;
  slice_id: string | null;
  outcome: MassOutcome;
}

/** Two customers are one person. A message that both were in counts her once, with what tells more of it. */
export async function moveMassMessages(tx: Tx, fromId: string, toId: string): Promise<void> {
  const rows = await select<Placed>(
    tx,
    'SELECT mass_message_id, customer_id, slice_id, outcome FROM mass_message_customer WHERE customer_id IN (?, ?)',
    [fromId, toId],
  );
  const hers = new Map(rows.filter((row) => row.customer_id === toId).map((row) => [row.mass_message_id, row]));
  for (const row of rows.filter((one) => one.customer_id === fromId)) {
    const other = hers.get(row.mass_message_id);
    const spare = other && (says(row) > says(other) ? other : row);
    if (spare) await takeOut(tx, spare);
    if (spare !== row)
      await execute(
        tx,
        'UPDATE mass_message_customer SET customer_id = ? WHERE mass_message_id = ? AND customer_id = ?',
        [toId, row.mass_message_id, fromId],
      );
  }
}

/** She is taken out of every mass message, the counts with her. What is on its way in WeCom stays there. */
export async function forgetInMassMessages(tx: Tx, customerId: string): Promise<void> {
  const rows = await select<Placed>(
    tx,
    'SELECT mass_message_id, customer_id, slice_id, outcome FROM mass_message_customer WHERE customer_id = ?',
    [customerId],
  );
  for (const row of rows) await takeOut(tx, row);
}

const says = ({ outcome }: Placed) => (outcome === 'sent' ? 2 : outcome === 'waiting' ? 0 : 1);

async function takeOut(tx: Tx, row: Placed): Promise<void> {
  await execute(tx, 'DELETE FROM mass_message_customer WHERE mass_message_id = ? AND customer_id = ?', [
    row.mass_message_id,
    row.customer_id,
  ]);
  const outside = row.outcome === 'unreachable' || row.outcome === 'skipped' ? [`${row.outcome}_count`] : [];
  const counts = ['customer_count', ...outside];
  await execute(
    tx,
    `UPDATE mass_message SET ${counts.map((name) => `${name} = ${name} - 1`).join(', ')} WHERE id = ?`,
    [row.mass_message_id],
  );
  if (!row.slice_id) return;
  await execute(tx, 'UPDATE mass_message_slice SET customer_count = customer_count - 1 WHERE id = ?', [row.slice_id]);
  await recount(tx, row.slice_id);
}
