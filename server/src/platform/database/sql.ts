import { setImmediate } from 'node:timers/promises';
import type { ObjectLiteral } from 'typeorm';
import type { Tx } from './tx.ts';

export type Dialect = 'sqlite' | 'mysql';
export type SqlValue = string | number | boolean | null | Buffer;

export function dialectOf(tx: Tx): Dialect {
  return tx.dataSource.options.type === 'better-sqlite3' ? 'sqlite' : 'mysql';
}

/** Rows of a hand-written SELECT. Both engines take `?` placeholders and backquoted names. */
export async function select<Row extends ObjectLiteral>(tx: Tx, sql: string, values: SqlValue[] = []): Promise<Row[]> {
  await letOthersTurn(tx);
  return (await tx.query(sql, values)) as Row[];
}

/** Runs a hand-written INSERT, UPDATE or DELETE and returns how many rows it matched. */
export async function execute(tx: Tx, sql: string, values: SqlValue[] = []): Promise<number> {
  const runner = tx.queryRunner;
  if (!runner) throw new Error('writes need a transaction');
  await letOthersTurn(tx);
  const result = await runner.query(sql, values, true);
  return result.affected ?? (result.raw as { affectedRows?: number } | undefined)?.affectedRows ?? 0;
}

/** How long statements may follow each other before requests and timers get their turn, ms. */
const TURN_MS = 10;
let turnBeganAt = 0;

/**
 * SQLite answers at once, on this very thread: whoever awaits one statement after the other never lets the event loop go round. A few
 * loops that always have work (the archive and whoever reads along) kept callbacks waiting for seconds.
 */
async function letOthersTurn(tx: Tx): Promise<void> {
  if (dialectOf(tx) !== 'sqlite' || performance.now() - turnBeganAt < TURN_MS) return;
  await setImmediate();
  turnBeganAt = performance.now();
}

/** Locks the rows of a SELECT until commit. SQLite has one writer at a time and needs no lock. */
export function forUpdate(tx: Tx, options: { skipLocked?: boolean } = {}): string {
  if (dialectOf(tx) === 'sqlite') return '';
  return options.skipLocked ? ' FOR UPDATE SKIP LOCKED' : ' FOR UPDATE';
}

/** `(?,?),(?,?)` for `rows` rows of `columns` columns. */
export function placeholders(rows: number, columns: number): string {
  const one = `(${Array(columns).fill('?').join(',')})`;
  return Array(rows).fill(one).join(',');
}

/** Inserts rows in one statement per 200; all rows have the keys of the first. Returns how many were new. */
export async function insertRows(
  tx: Tx,
  table: string,
  rows: Record<string, SqlValue>[],
  options: { ignoreDuplicates?: boolean } = {},
): Promise<number> {
  const first = rows[0];
  if (!first) return 0;
  const columns = Object.keys(first);
  const ignore = options.ignoreDuplicates ? (dialectOf(tx) === 'mysql' ? ' IGNORE' : ' OR IGNORE') : '';
  let inserted = 0;
  for (let start = 0; start < rows.length; start += 200) {
    const slice = rows.slice(start, start + 200);
    inserted += await execute(
      tx,
      `INSERT${ignore} INTO \`${table}\` (${columns.map((c) => `\`${c}\``).join(',')}) VALUES ${placeholders(slice.length, columns.length)}`,
      slice.flatMap((row) => columns.map((column) => row[column] ?? null)),
    );
  }
  return inserted;
}

/**
 * Inserts or updates by a unique key. `update` names the columns that take the new value; the rest keep the stored one.
 * `conflict` is the unique key's columns (SQLite asks for it, MySQL finds it).
 */
export async function upsertRows(
  tx: Tx,
  table: string,
  rows: Record<string, SqlValue>[],
  conflict: string[],
  update: string[],
): Promise<void> {
  const first = rows[0];
  if (!first) return;
  const columns = Object.keys(first);
  const mysql = dialectOf(tx) === 'mysql';
  // VALUES() is deprecated in MySQL 8 but the only form that MariaDB and MySQL share.
  const assignments = update
    .map((c) => (mysql ? `\`${c}\` = VALUES(\`${c}\`)` : `\`${c}\` = excluded.\`${c}\``))
    .join(', ');
  const tail = mysql
    ? `ON DUPLICATE KEY UPDATE ${assignments}`
    : `ON CONFLICT (${conflict.map((c) => `\`${c}\``).join(',')}) DO UPDATE SET ${assignments}`;
  await insertWithTail(tx, table, columns, rows, tail);
}

/** How a column takes a new value: `sum` and `append` add to it; `greatest` and `least` choose, and a NULL on either side says nothing. */
type Growth = 'sum' | 'append' | 'greatest' | 'least';

/** Inserts rows, or lets the columns named in `grow` grow. */
export async function upsertGrowing(
  tx: Tx,
  table: string,
  rows: Record<string, SqlValue>[],
  conflict: string[],
  grow: Record<string, Growth>,
): Promise<void> {
  const first = rows[0];
  if (!first) return;
  const columns = Object.keys(first);
  const mysql = dialectOf(tx) === 'mysql';
  const assignments = Object.entries(grow)
    .map(([column, how]) => {
      const stored = `\`${table}\`.\`${column}\``;
      const given = mysql ? `VALUES(\`${column}\`)` : `excluded.\`${column}\``;
      return `\`${column}\` = ${grown(how, stored, given, mysql)}`;
    })
    .join(', ');
  const tail = mysql
    ? `ON DUPLICATE KEY UPDATE ${assignments}`
    : `ON CONFLICT (${conflict.map((c) => `\`${c}\``).join(',')}) DO UPDATE SET ${assignments}`;
  await insertWithTail(tx, table, columns, rows, tail);
}

function grown(how: Growth, stored: string, given: string, mysql: boolean): string {
  if (how === 'sum') return `${stored} + ${given}`;
  if (how === 'append') return mysql ? `CONCAT(${stored}, ${given})` : `${stored} || ${given}`;
  const choice = how === 'greatest' ? { mysql: 'GREATEST', sqlite: 'MAX' } : { mysql: 'LEAST', sqlite: 'MIN' };
  return `${choice[mysql ? 'mysql' : 'sqlite']}(COALESCE(${stored}, ${given}), COALESCE(${given}, ${stored}))`;
}

async function insertWithTail(
  tx: Tx,
  table: string,
  columns: string[],
  rows: Record<string, SqlValue>[],
  tail: string,
): Promise<void> {
  for (let start = 0; start < rows.length; start += 200) {
    const slice = rows.slice(start, start + 200);
    await execute(
      tx,
      `INSERT INTO \`${table}\` (${columns.map((c) => `\`${c}\``).join(',')}) VALUES ${placeholders(slice.length, columns.length)} ${tail}`,
      slice.flatMap((row) => columns.map((column) => row[column] ?? null)),
    );
  }
}

/** `IN (?,?,…)`; refuses an empty list, which would silently match nothing or fail. */
export function inList(values: readonly unknown[]): string {
  if (values.length === 0) throw new Error('inList needs at least one value');
  return `IN (${Array(values.length).fill('?').join(',')})`;
}

/** Both engines sometimes prefer reading all matching rows and sorting them; some lists know better. After the name of the table. */
export const useIndex = (dialect: Dialect, index: string) =>
  dialect === 'mysql' ? `FORCE INDEX (${index})` : `INDEXED BY ${index}`;
