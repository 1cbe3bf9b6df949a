import { execute, select } from '../database/sql.ts';
import { type Tx, txContext } from '../database/tx.ts';
import { type Command, enqueue } from './command.ts';
import type { Delivery } from './delivery.ts';

/**
 * Queues a command that waits for its turn under its serial key, unless one waits already; false: it does. `againWithinMs`: one that failed
 * goes on within so long all the same, for work in which whoever is due beside what fails shall not wait for it.
 */
export async function orderOnce(tx: Tx, command: Command, options: { againWithinMs?: number } = {}): Promise<boolean> {
  if (command.serialKey === null) throw new Error(`${command.name} has no serial key`);
  const [ordered] = await select<{ id: string; at: number | string }>(
    tx,
    "SELECT id, next_attempt_at AS at FROM outbox_command WHERE serial_key = ? AND status = 'waiting' ORDER BY next_attempt_at LIMIT 1",
    [command.serialKey],
  );
  if (!ordered) {
    await enqueue(tx, command);
    return true;
  }
  if (options.againWithinMs === undefined) return false;
  const soon = (txContext(tx).delivery as Delivery).clock.machineNow() + options.againWithinMs;
  if (Number(ordered.at) > soon)
    await execute(tx, "UPDATE outbox_command SET next_attempt_at = ? WHERE id = ? AND status = 'waiting'", [
      soon,
      ordered.id,
    ]);
  return false;
}
