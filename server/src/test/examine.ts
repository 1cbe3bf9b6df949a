import libsql from 'libsql';
import { expect } from 'vitest';
import { select } from '../platform/database/sql.ts';
import type { TestServer } from './start-test-server.ts';
import type { Statement } from './watch-statements.ts';

/** How the engine would answer a statement, in its own words. */
export async function planOf({ db, config }: Pick<TestServer, 'db' | 'config'>, { sql, values }: Statement) {
  if (db.dialect === 'sqlite') {
    // A connection of its own: after an EXPLAIN libsql keeps the reader on the rows of that moment.
    const alone = new libsql(config.database.url.slice('sqlite:'.length));
    const steps = alone.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as { detail: string }[];
    alone.close();
    return steps.map(({ detail }) => detail).join('\n');
  }
  const tables = await select<Record<string, unknown>>(db.read, `EXPLAIN ${sql}`, values);
  return tables.map((row) => [row.table, row.type, row.key, row.Extra].join(' ')).join('\n');
}

/** Fails when a statement walks a table in any other order than the index's, or gathers and sorts what matches before it answers. */
export async function expectRangeRead(server: Pick<TestServer, 'db' | 'config'>, statement: Statement, index: RegExp) {
  const plan = await planOf(server, statement);
  expect(plan).toMatch(index);
  // Rows that share a moment SQLite sorts among themselves: its indexes do not end in the primary key.
  expect(plan).not.toMatch(
    /\bSCAN\b(?!.*USING INDEX)|TEMP B-TREE FOR (?!LAST TERM|RIGHT PART)|filesort|temporary|\bALL\b/i,
  );
}

/** What MySQL and MariaDB do by themselves some seconds after many rows came in; of a small table they rather sort everything. */
export async function refreshStatistics({ db }: Pick<TestServer, 'db'>, table: string): Promise<void> {
  if (db.dialect === 'mysql') await db.read.query(`ANALYZE TABLE \`${table}\``);
}

/** How many rows MySQL or MariaDB touches to answer a statement. SQLite does not tell. */
export async function rowsTouched({ db }: Pick<TestServer, 'db'>, { sql, values }: Statement): Promise<number> {
  // One connection: the counters belong to it.
  return db.transaction(async (tx) => {
    const touched = async () => {
      const counters = await select<{ Value: string }>(tx, "SHOW SESSION STATUS LIKE 'Handler_read%'");
      return counters.reduce((sum, { Value }) => sum + Number(Value), 0);
    };
    const first = await touched();
    const looking = (await touched()) - first;
    await tx.query(sql, values);
    return (await touched()) - first - 2 * looking;
  });
}
