import type { Database } from '../database/database.ts';
import { type Tx, type TxContext, txContext } from '../database/tx.ts';
import type { Lane } from './scenario.ts';

interface Piece {
  work(tx: Tx): Promise<void>;
  cause: TxContext['cause'];
  resolve(): void;
  reject(error: unknown): void;
}

/** At most this many pieces share a transaction, so that the urgent lane never waits long for the writer. */
const MAX_GROUP = 60;
/** How long a piece of the normal lane waits for company. A flush to disk stops this process for longer than that is worth. */
const LINGER_MS = 8;

/**
 * Commits small independent pieces of work. On SQLite pieces that are ready together share one transaction (one flush to disk),
 * each in its own savepoint, so that one failing piece takes nothing else back. On MySQL each has its own transaction.
 */
export class GroupCommitter {
  private waiting: Piece[] = [];
  private draining = false;
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly db: Database) {}

  async commit<T>(
    work: (tx: Tx) => Promise<T>,
    { cause, lane }: { cause?: TxContext['cause']; lane: Lane },
  ): Promise<T> {
    if (this.db.dialect === 'mysql') return this.db.transaction(work, { cause });
    let result: T | undefined;
    const keepResult = async (tx: Tx) => {
      result = await work(tx);
    };
    await new Promise<void>((resolve, reject) => {
      const piece = { work: keepResult, cause, resolve, reject };
      if (lane === 'urgent') this.waiting.unshift(piece);
      else this.waiting.push(piece);
      this.schedule(lane);
    });
    return result as T;
  }

  private schedule(lane: Lane): void {
    if (this.draining) return;
    if (lane === 'urgent') {
      if (this.timer) clearTimeout(this.timer);
      this.timer = null;
      this.draining = true;
      // Everything that is ready in this turn of the event loop joins.
      setImmediate(() => void this.drain());
    } else {
      this.timer ??= setTimeout(() => {
        this.timer = null;
        this.draining = true;
        void this.drain();
      }, LINGER_MS);
    }
  }

  private async drain(): Promise<void> {
    while (this.waiting.length > 0) {
      const group = this.waiting.splice(0, MAX_GROUP);
      await this.commitGroup(group);
    }
    this.draining = false;
  }

  private async commitGroup(group: Piece[]): Promise<void> {
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
    } catch (error) {
      for (const piece of group) piece.reject(error);
      return;
    }
    for (const piece of group) {
      if (failed.has(piece)) piece.reject(failed.get(piece));
      else piece.resolve();
    }
  }
}
