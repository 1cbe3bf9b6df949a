import type { EntityManager } from 'typeorm';

/** A transaction, or for a lone read `db.read`. Required first argument of every store function. */
export type Tx = EntityManager;

/** What a transaction carries besides rows. Lives on the query runner, set when the transaction opens. */
export interface TxContext {
  /** Filled by the composition root: which scenarios listen to which event. */
  delivery?: unknown;
  /** The event whose run this transaction is, if any: new events name it as their cause. */
  cause?: { eventId: string; depth: number };
  /** Run in order at the end of the work, still inside: what many parts of one transaction can write together. */
  beforeCommit: ((tx: Tx) => Promise<void>)[];
  afterCommit: (() => void)[];
}

export function txContext(tx: Tx): TxContext {
  const context = tx.queryRunner?.data as TxContext | undefined;
  if (!context?.afterCommit) throw new Error('this needs a transaction: pass the tx given by db.transaction()');
  return context;
}

/** Runs after a successful commit. For waking loops in memory only: what must happen belongs in the outbox. */
export function afterCommit(tx: Tx, wake: () => void): void {
  txContext(tx).afterCommit.push(wake);
}
