import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource, EntityManager } from 'typeorm';
import { describeError } from '../errors.ts';
import type { Logger } from '../log.ts';
import { runPrepared } from './direct-mysql.ts';
import { SerialGate } from './serial-gate.ts';
import type { Dialect, SqlValue } from './sql.ts';
import { type Tx, type TxContext, writeCollected } from './tx.ts';

const SLOW_TRANSACTION_MS = 1000;
const MAX_TRANSACTION_TRIES = 6;
const insideTransaction = new AsyncLocalStorage<true>();

export interface TransactionOptions {
  cause?: TxContext['cause'];
  /**
   * Asynchronous commit: a power failure (not the death of the process) may take it back, with all that was committed after it. For work
   * whose progress is written in the same transaction and that is then done again. Whatever leaves the house is claimed by a commit that
   * waits, which makes all before it last. SQLite only: there a flush stops the process; MySQL flushes as it is set to.
   */
  commitsLater?: boolean;
}

/** Throws inside a database transaction: nothing slow and nothing outside belongs there (use the outbox, or read before). */
export function assertOutsideTransaction(what: string): void {
  if (insideTransaction.getStore()) throw new Error(`${what} inside a database transaction`);
}

/**
 * The database as the rest of the program sees it: `transaction` for writes, `read` for lone reads.
 * On SQLite all writes pass one gate and reads use a second connection; on MySQL transactions that lost a deadlock run again.
 */
export class Database {
  private readonly gate = new SerialGate();
  private closed = false;
  /** Whether SQLite waits for the disk when it commits. */
  private flushes = true;

  constructor(
    readonly dialect: Dialect,
    readonly writer: DataSource,
    private readonly reader: DataSource,
    private readonly log: Logger,
    /** Carried by every transaction; the composition root fills it. */
    readonly context: Pick<TxContext, 'delivery'> = {},
  ) {}

  get read(): Tx {
    return this.reader.manager;
  }

  /** Commits what `work` did, or nothing. May run `work` again after a deadlock, so it must not keep state outside. */
  async transaction<T>(
    work: (tx: Tx) => Promise<T>,
    { cause, commitsLater = false }: TransactionOptions = {},
  ): Promise<T> {
    assertOutsideTransaction('a second transaction');
    const run = () => insideTransaction.run(true, () => this.runOnce(work, cause));
    if (this.dialect === 'sqlite')
      return this.gate.enter(async () => {
        await this.setFlushing(!commitsLater);
        return run();
      });
    return this.untilRaceIsWon(run);
  }

  private async untilRaceIsWon<T>(run: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await run();
      } catch (error) {
        if (attempt >= MAX_TRANSACTION_TRIES || !isLostRace(error)) throw error;
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt));
      }
    }
  }

  /** One statement that is a transaction by itself; on MySQL without the round trips of begin and commit, and kept prepared. For the callback path. */
  async write(sql: string, values: SqlValue[]): Promise<void> {
    assertOutsideTransaction('a lone write');
    if (this.dialect === 'mysql') return this.untilRaceIsWon(() => runPrepared(this.writer, sql, values));
    await this.transaction((tx) => tx.query(sql, values));
  }

  /** SQLite's writer, between two transactions. */
  private async setFlushing(flushes: boolean): Promise<void> {
    if (this.flushes === flushes) return;
    await this.writer.query(`PRAGMA synchronous = ${flushes ? 'FULL' : 'NORMAL'}`);
    this.flushes = flushes;
  }

  private async runOnce<T>(work: (tx: EntityManager) => Promise<T>, cause: TxContext['cause']): Promise<T> {
    const started = performance.now();
    const runner = this.writer.createQueryRunner();
    const context: TxContext = { ...this.context, cause, collected: new Map(), readings: new Map(), afterCommit: [] };
    let result: T;
    try {
      await runner.startTransaction();
      runner.data = context;
      try {
        result = await work(runner.manager);
        await writeCollected(runner.manager);
        await runner.commitTransaction();
      } catch (error) {
        // A rollback that fails too (connection gone) must not hide the first error.
        await runner
          .rollbackTransaction()
          .catch((rollbackError: unknown) => this.log.warn({ error: describeError(rollbackError) }, 'rollback failed'));
        throw error;
      }
    } finally {
      runner.data = {};
      if (this.dialect === 'mysql') await runner.release();
    }
    const took = performance.now() - started;
    if (took > SLOW_TRANSACTION_MS) this.log.warn({ tookMs: Math.round(took) }, 'slow transaction');
    for (const wake of context.afterCommit) wake();
    return result;
  }

  /** True when the database answers and all migrations have run. */
  async isReady(): Promise<boolean> {
    if (this.closed) return false;
    await this.read.query('SELECT 1');
    return !(await this.writer.showMigrations());
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.gate.enter(async () => undefined);
    await this.reader.destroy();
    if (this.writer !== this.reader) await this.writer.destroy();
  }
}

/** Deadlock, lock wait timeout, certification failure on a cluster: nothing was written, trying the whole again is right. */
function isLostRace(error: unknown): boolean {
  const code =
    (error as { errno?: number; driverError?: { errno?: number } } | undefined)?.driverError?.errno ??
    (error as { errno?: number })?.errno;
  return code === 1213 || code === 1205 || code === 1020 || code === 8002 || code === 9007;
}
