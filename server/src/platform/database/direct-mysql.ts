import type { Pool, PoolConnection, QueryError } from 'mysql2';
import { type DataSource, QueryFailedError, QueryResult } from 'typeorm';
import { MysqlQueryRunner } from 'typeorm/driver/mysql/MysqlQueryRunner.js';
import type { MysqlDriver } from 'typeorm/driver/mysql/MysqlDriver.js';
import type { SqlValue } from './sql.ts';

/**
 * TypeORM asks through mysql2's promises, which look up a module and capture a stack for every statement, and tells listeners that we
 * do not have: a fifth of the server's time. This asks the same connection by callback. Everything else stays TypeORM's.
 */
class DirectQueryRunner extends MysqlQueryRunner {
  override async query<T = unknown>(sql: string, parameters: unknown[] = [], structured = false): Promise<T> {
    if (this.isReleased) throw new Error('the transaction that this belongs to has ended');
    const connection = (await this.connect()) as PoolConnection;
    let raw: unknown;
    try {
      raw = await new Promise((resolve, reject) => {
        connection.query(sql, parameters, (error: QueryError | null, rows) => (error ? reject(error) : resolve(rows)));
      });
    } catch (error) {
      throw new QueryFailedError(sql, parameters, error as Error);
    }
    if (!structured) return raw as T;
    const result = new QueryResult();
    result.raw = raw;
    if (Array.isArray(raw)) result.records = raw;
    else result.affected = (raw as { affectedRows?: number }).affectedRows;
    return result as T;
  }
}

/**
 * One prepared statement on a connection of the pool, outside of transactions. For few statements with much data: the server need not
 * read the data out of SQL, which halves its work. Every connection keeps each SQL text prepared.
 */
export async function runPrepared(source: DataSource, sql: string, values: SqlValue[]): Promise<void> {
  const { pool } = source.driver as MysqlDriver & { pool: Pool };
  await new Promise<void>((resolve, reject) => {
    pool.execute(sql, values, (error: QueryError | null) => (error ? reject(error) : resolve()));
  });
}

export function askDirectly(source: DataSource): void {
  const driver = source.driver as MysqlDriver;
  driver.createQueryRunner = (mode) => new DirectQueryRunner(driver, mode);
}
