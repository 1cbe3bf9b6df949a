import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { Loaded } from './field.ts';

/** One column of one row per person; NULL is no value. `where` narrows the rows. */
export async function columnFacts<Fact>(
  tx: Tx,
  { table, key, column, where = '1 = 1' }: { table: string; key: string; column: string; where?: string },
  ids: readonly string[],
  read: (value: string | number) => Fact,
): Promise<Loaded<Fact>> {
  if (ids.length === 0) return new Map();
  const rows = await select<{ id: string; value: string | number }>(
    tx,
    `SELECT ${key} AS id, ${column} AS value FROM ${table} WHERE ${key} ${inList(ids)} AND ${column} IS NOT NULL AND ${where}`,
    [...ids],
  );
  return new Map(rows.map((row) => [row.id, read(row.value)]));
}

/** One column of any number of rows per person. `where` narrows the rows. */
export async function setFacts(
  tx: Tx,
  { from, key, column, where = '1 = 1' }: { from: string; key: string; column: string; where?: string },
  ids: readonly string[],
): Promise<Loaded<Set<string>>> {
  const found = new Map<string, Set<string>>();
  if (ids.length === 0) return found;
  const rows = await select<{ id: string; value: string | number }>(
    tx,
    `SELECT ${key} AS id, ${column} AS value FROM ${from} WHERE ${key} ${inList(ids)} AND ${where}`,
    [...ids],
  );
  for (const { id, value } of rows) {
    const values = found.get(id);
    if (values) values.add(String(value));
    else found.set(id, new Set([String(value)]));
  }
  return found;
}

/** What people call the rows of a table, by key. */
export async function namesOf(
  tx: Tx,
  { table, key, column = 'name' }: { table: string; key: string; column?: string },
  values: readonly string[],
): Promise<Map<string, string>> {
  return columnFacts(tx, { table, key, column }, values, String);
}
