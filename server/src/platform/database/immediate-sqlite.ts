import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { BetterSqlite3Driver } from 'typeorm/driver/better-sqlite3/BetterSqlite3Driver.js';
import { BetterSqlite3QueryRunner } from 'typeorm/driver/better-sqlite3/BetterSqlite3QueryRunner.js';

/** How long to wait for another program that writes to the file (a shell, a tool) before the transaction fails, and how often to look. */
const PATIENCE_MS = 5_000;
const LOOK_AGAIN_MS = 25;

/**
 * A statement that meets another program's lock is never reset by libsql: it keeps the connection's snapshot beyond the rollback, nothing
 * can be written any more, and a lone write would be reported as done and never committed. So the lock is taken by the very first
 * statement, which the next beginning resets, and nothing after it can meet a lock. It is waited for here: SQLite's own waiting would
 * stop the event loop. Transactions do not nest.
 */
class ImmediateQueryRunner extends BetterSqlite3QueryRunner {
  override async startTransaction(): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      try {
        await this.query('BEGIN IMMEDIATE');
        this.isTransactionActive = true;
        return;
      } catch (error) {
        if (!isBusy(error) || performance.now() > deadline) throw error;
        await sleep(LOOK_AGAIN_MS);
      }
    }
  }

  override async commitTransaction(): Promise<void> {
    await this.query('COMMIT');
    this.isTransactionActive = false;
  }

  override async rollbackTransaction(): Promise<void> {
    this.isTransactionActive = false;
    await this.query('ROLLBACK');
  }
}

function isBusy(error: unknown): boolean {
  return (error as { driverError?: { code?: string } }).driverError?.code === 'SQLITE_BUSY';
}

/** For the connection that writes. */
export function beginImmediately(source: DataSource): void {
  const driver = source.driver as BetterSqlite3Driver;
  const runner = new ImmediateQueryRunner(driver);
  driver.createQueryRunner = () => runner;
  driver.databaseConnection.pragma('busy_timeout = 0');
}
