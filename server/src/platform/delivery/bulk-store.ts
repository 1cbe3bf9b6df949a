import { execute, forUpdate, inList, insertRows, select } from '../database/sql.ts';
import { afterCommit, type Tx, txContext } from '../database/tx.ts';
import { DomainError } from '../errors.ts';
import { newId } from '../id.ts';
import type { Delivery } from './delivery.ts';

/** Another process has handled these rows: nothing of ours may be written. */
export class BulkCursorMoved extends DomainError<{ consumer: string; position: number }> {
  readonly code = 'bulk.cursor_moved';
  readonly kind = 'conflict';
  readonly retryable = true;
}

/** Call in the transaction that adds rows: the consumers of this process look at once, those of others within a second. */
export function wakeBulkConsumers(tx: Tx): void {
  const delivery = txContext(tx).delivery as Delivery;
  afterCommit(tx, () => delivery.signal('bulk'));
}

/** null: this database has never seen the consumer. */
export async function findCursor(tx: Tx, consumer: string): Promise<number | null> {
  const [row] = await select<{ position: number | string }>(tx, 'SELECT position FROM bulk_cursor WHERE name = ?', [
    consumer,
  ]);
  return row ? Number(row.position) : null;
}

/** Where these consumers stand, 0 for one that has not begun; none of them moves on before this transaction ends. */
export async function lockCursors(tx: Tx, consumers: string[]): Promise<(consumer: string) => number> {
  const rows = await select<{ name: string; position: number | string }>(
    tx,
    `SELECT name, position FROM bulk_cursor WHERE name ${inList(consumers)} ORDER BY name${forUpdate(tx)}`,
    consumers,
  );
  const positions = new Map(rows.map((row) => [row.name, Number(row.position)]));
  return (consumer) => positions.get(consumer) ?? 0;
}

export async function createCursor(tx: Tx, consumer: string, position: number, machineNow: number): Promise<void> {
  await insertRows(tx, 'bulk_cursor', [{ name: consumer, position, moved_at: machineNow }], { ignoreDuplicates: true });
}

/** Compare and set: of two processes that handle the same rows one fails here, before it has written anything else. */
export async function moveCursor(
  tx: Tx,
  consumer: string,
  { from, to }: { from: number; to: number },
  machineNow: number,
): Promise<void> {
  const moved = await execute(tx, 'UPDATE bulk_cursor SET position = ?, moved_at = ? WHERE name = ? AND position = ?', [
    to,
    machineNow,
    consumer,
    from,
  ]);
  if (moved !== 1) throw new BulkCursorMoved({ consumer, position: from });
}

/** A row that is passed over so that the rest is not held up. */
export async function listAsFailed(
  tx: Tx,
  consumer: string,
  position: number,
  note: string,
  machineNow: number,
): Promise<void> {
  await insertRows(tx, 'bulk_failure', [
    { id: newId(machineNow), consumer, position, status: 'gave_up', note, created_at: machineNow },
  ]);
}

export interface ReplayRow {
  id: string;
  consumer: string;
  position: number;
}

/** Failures that a person has sent back to be handled, oldest first. */
export async function listReplays(tx: Tx, limit: number): Promise<ReplayRow[]> {
  const rows = await select<ReplayRow>(
    tx,
    `SELECT id, consumer, position FROM bulk_failure WHERE status = 'waiting' ORDER BY id LIMIT ${limit}`,
  );
  return rows.map((row) => ({ ...row, position: Number(row.position) }));
}

/** False when somebody else was faster. */
export async function closeReplay(
  tx: Tx,
  id: string,
  outcome: { status: 'done' | 'gave_up'; note: string | null },
): Promise<boolean> {
  return (
    (await execute(tx, "UPDATE bulk_failure SET status = ?, note = ? WHERE id = ? AND status = 'waiting'", [
      outcome.status,
      outcome.note,
      id,
    ])) === 1
  );
}
