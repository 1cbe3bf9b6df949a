import type { Database } from '../database/database.ts';
import { type Tx, type TxContext, txContext } from '../database/tx.ts';

interface Piece {
  work(tx: Tx): Promise<void>;
  cause: TxContext['cause'];
  resolve(): void;
  reject(error: unknown): void;
}

/** At most this many pieces share a transaction, so that the urgent lane never waits long for the writer. */
const MAX_GROUP = 40;

/**
 * Commits small independent pieces of work. On SQLite pieces that are ready together share one transaction (one flush to disk),
 * each in its own savepoint, so that one failing piece takes nothing else back. On MySQL each has its own transaction.
 */
export class GroupCommitter {
  private waiting: Piece[] = [];
  private committing = false;

  constructor(private readonly db: Database) {}

  commit(work: (tx: Tx) => Promise<void>, cause?: TxContext['cause']): Promise<void> {
    if (this.db.dialect === 'mysql') return this.db.transaction(work, { cause });
    return new Promise((resolve, reject) => {
      this.waiting.push({ work, cause, resolve, reject });
      if (!this.committing) void this.drain();
    });
  }

  private async drain(): Promise<void> {
    this.committing = true;
    // Let everything that is ready in this turn of the event loop join the first group.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.waiting.length > 0) {
      const group = this.waiting.splice(0, MAX_GROUP);
      const failed = new Map<Piece, unknown>();
      try {
        await this.db.transaction(async (tx) => {
          failed.clear();
          const context = txContext(tx);
          for (const piece of group) {
            context.cause = piece.cause;
            try {
              await this.db.savepoint(tx, () => piece.work(tx));
            } catch (error) {
              failed.set(piece, error);
            }
          }
        });
        for (const piece of group) {
          if (failed.has(piece)) piece.reject(failed.get(piece));
          else piece.resolve();
        }
      } catch (error) {
        for (const piece of group) piece.reject(error);
      }
    }
    this.committing = false;
  }
}
