import type { TestServer } from './start-test-server.ts';

/** Writes down the SQL of every statement that the database is sent from now on, until `stop`. */
export function watchStatements({ db }: Pick<TestServer, 'db'>): { statements: string[]; stop(): void } {
  const statements: string[] = [];
  const runners = Object.getPrototypeOf(db.read.dataSource.createQueryRunner()) as {
    query(...args: unknown[]): unknown;
  };
  const { query } = runners;
  runners.query = function watched(...args) {
    statements.push(String(args[0]));
    return query.apply(this, args);
  };
  return { statements, stop: () => void (runners.query = query) };
}
