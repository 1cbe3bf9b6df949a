import type { SqlValue } from '../platform/database/sql.ts';
import type { TestServer } from './start-test-server.ts';

export interface Statement {
  sql: string;
  values: SqlValue[];
}

/** Writes down every statement that the database is sent from now on, until `stop`. */
export function watchStatements({ db }: Pick<TestServer, 'db'>): { statements: Statement[]; stop(): void } {
  const statements: Statement[] = [];
  const runners = Object.getPrototypeOf(db.read.dataSource.createQueryRunner()) as {
    query(...args: unknown[]): unknown;
  };
  const { query } = runners;
  runners.query = function watched(...args) {
    statements.push({ sql: String(args[0]), values: (args[1] ?? []) as SqlValue[] });
    return query.apply(this, args);
  };
  // On SQLite these pass a runner as well.
  const { write } = db;
  if (db.dialect === 'mysql')
    db.write = (sql, values) => {
      statements.push({ sql, values });
      return write.call(db, sql, values);
    };
  const stop = () => {
    runners.query = query;
    db.write = write;
  };
  return { statements, stop };
}
