import type { Tx } from '../database/tx.ts';

/**
 * Reads what comes by the hundred thousand (archived messages) in batches along its position, one process at a time. The cursor moves
 * in the transaction of what the rows caused, so that each row is handled once whatever dies.
 */
export interface BulkConsumer<Deps, Row extends { position: number }> {
  /** Its cursor in the database; never changed after a release. */
  name: string;
  /** Rows after a position, ascending. Outside of the transaction that handles them; may run more than once. */
  read(tx: Tx, after: number, limit: number, deps: Deps): Promise<Row[]>;
  /**
   * What the rows cause. May be called again with the same rows when the transaction failed.
   * @param now business time, epoch ms
   */
  handle(tx: Tx, rows: Row[], now: number, deps: Deps): Promise<void>;
  /** Rows at once; default 500. */
  batch?: number;
  /** When a row happened, business time: the lag is the age of the oldest row not handled. */
  timeOf?(row: Row): number;
  /** The position after which a consumer begins that this database has never seen. Absent: at the beginning. */
  beginAfter?(tx: Tx): Promise<number>;
}

// oxlint-disable-next-line typescript/no-explicit-any -- existential type, checked where the consumer is defined
export type AnyBulkConsumer<Deps> = BulkConsumer<Deps, any>;
