import type { EntityManager } from 'typeorm';

/** A transaction, or for a lone read `db.read`. Required first argument of every store function. */
export type Tx = EntityManager;

/** What a transaction carries besides rows. Lives on the query runner, set when the transaction opens. */
export interface TxContext {
  /** Filled by the composition root: which scenarios listen to which event. */
  delivery?: unknown;
  /** The event whose run this transaction is, if any: new events name it as their cause. */
  cause?: { eventId: string; depth: number };
  /** What is still to be written before the commit, by kind. */
  collected: Map<Batch<never>, unknown[]>;
  /** What `readOnce` has read. */
  readings: Map<string, Promise<unknown>>;
  afterCommit: (() => void)[];
}

/** One kind of rows that many parts of a transaction write alike. */
export interface Batch<Item> {
  /** Once, at the end of the transaction, still inside it. */
  write(tx: Tx, items: Item[]): Promise<unknown>;
}

export function txContext(tx: Tx): TxContext {
  const context = tx.queryRunner?.data as TxContext | undefined;
  if (!context?.afterCommit) throw new Error('this needs a transaction: pass the tx given by db.transaction()');
  return context;
}

/** In a transaction that does work for many causes: what `work` records and queues names this one. */
export async function withCause<T>(tx: Tx, cause: TxContext['cause'], work: () => Promise<T>): Promise<T> {
  const context = txContext(tx);
  const before = context.cause;
  context.cause = cause;
  try {
    return await work();
  } finally {
    context.cause = before;
  }
}

/** Runs after a successful commit. For waking loops in memory only: what must happen belongs in the outbox. */
export function afterCommit(tx: Tx, wake: () => void): void {
  txContext(tx).afterCommit.push(wake);
}

/**
 * Adds to what is written together at the end of the transaction: one statement for all the runs that share it, instead of one each.
 * Until then nobody in this transaction reads these rows; who must, calls `writeCollected` first.
 */
export function collect<Item>(tx: Tx, batch: Batch<Item>, items: readonly Item[]): void {
  if (items.length === 0) return;
  const { collected } = txContext(tx);
  const open = collected.get(batch as Batch<never>);
  if (open) open.push(...items);
  else collected.set(batch as Batch<never>, [...items]);
}

/** Writes what has been collected, and what that collects in turn. */
export async function writeCollected(tx: Tx): Promise<void> {
  const { collected } = txContext(tx);
  for (const [batch, items] of collected) {
    collected.delete(batch);
    await batch.write(tx, items as never[]);
  }
}

/**
 * Reads what no run changes (settings of a channel, the stages) once for all the runs that share this transaction.
 * Outside of one it reads every time.
 */
export function readOnce<T>(tx: Tx, key: string, read: () => Promise<T>): Promise<T> {
  const context = tx.queryRunner?.data as TxContext | undefined;
  if (!context?.readings) return read();
  const known = context.readings.get(key) as Promise<T> | undefined;
  if (known) return known;
  const reading = read();
  context.readings.set(key, reading);
  return reading;
}
