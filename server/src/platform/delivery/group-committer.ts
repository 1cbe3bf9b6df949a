import type { Database } from '../database/database.ts';
import { type Tx, type TxContext, txContext } from '../database/tx.ts';
import type { Lane } from './scenario.ts';

interface Piece {
  work(tx: Tx): Promise<void>;
  cause: TxContext['cause'];
  resolve(): void;
  reject(error: unknown): void;
}

/** How long a piece of the normal lane waits for company. A flush to disk stops this process for longer than that is worth. */
const LINGER_MS = 20;

/**
 * How many pieces share a transaction, and how many transactions are open at once. SQLite has one writer. On MySQL the normal lane
 * must never take so many connections that the urgent lane has to wait for one.
 */
const LIMITS = {
  sqlite: { group: 60, open: { urgent: 1, normal: 1 } },
  mysql: { group: 48, open: { urgent: 3, normal: 2 } },
} as const;

/**
 * Commits small independent pieces of work, those that are ready together in one transaction: one begin, one flush to disk.
 * When one of them fails, nothing of the group is kept and each runs again in a transaction of its own, so that a failing piece
 * takes nothing else back. `work` may therefore run more than once.
 */
export class GroupCommitter {
  private readonly waiting: Record<Lane, Piece[]> = { urgent: [], normal: [] };
  private readonly open: Record<Lane, number> = { urgent: 0, normal: 0 };
  private timer: NodeJS.Timeout | null = null;
  private readonly limits: { group: number; open: Record<Lane, number> };

  /** @param group pieces that share a transaction, where they are lighter than a run */
  constructor(
    private readonly db: Database,
    { group }: { group?: number } = {},
  ) {
    const limits = LIMITS[db.dialect];
    this.limits = { ...limits, group: group ?? limits.group };
  }

  async commit<T>(
    work: (tx: Tx) => Promise<T>,
    { cause, lane }: { cause?: TxContext['cause']; lane: Lane },
  ): Promise<T> {
    let result: T | undefined;
    await new Promise<void>((resolve, reject) => {
      const keepResult = async (tx: Tx) => {
        result = await work(tx);
      };
      this.waiting[lane].push({ work: keepResult, cause, resolve, reject });
      if (lane === 'urgent') setImmediate(() => this.begin(lane));
      else
        this.timer ??= setTimeout(() => {
          this.timer = null;
          this.begin('normal');
        }, LINGER_MS);
    });
    return result as T;
  }

  /** Opens transactions as long as there is work and room for them. */
  private begin(lane: Lane): void {
    while (this.waiting[lane].length > 0 && this.open[lane] < this.limits.open[lane]) {
      const group = this.waiting[lane].splice(0, this.limits.group);
      this.open[lane] += 1;
      void this.commitGroup(group).finally(() => {
        this.open[lane] -= 1;
        this.begin(lane);
      });
    }
  }

  private async commitGroup(group: Piece[]): Promise<void> {
    try {
      await this.db.transaction(async (tx) => {
        const context = txContext(tx);
        for (const piece of group) {
          context.cause = piece.cause;
          await piece.work(tx);
        }
      });
    } catch (error) {
      const [only, ...others] = group;
      if (others.length === 0) only?.reject(error);
      else for (const piece of group) await this.commitGroup([piece]);
      return;
    }
    for (const piece of group) piece.resolve();
  }
}
