import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { Connection as CoreConnection } from 'mysql2';
import mysql, { type RowDataPacket } from 'mysql2/promise';
import { Refused } from '../platform/refused.ts';
import { type Checksums, writeChecked } from './checksums.ts';
import { type DatabasePart, installationFacts } from './manifest.ts';

export const SCHEMA = 'database/schema.json';
export const fileOfTable = (table: string) => `database/${encodeURIComponent(table)}.jsonl.gz`;

const GZIP_LEVEL = 4;
/** Rows of one statement; short statements are not taken for stuck ones. */
const PAGE_ROWS = 1_000;
/** Rows in memory at once: they are streamed, since one may hold a megabyte. */
const ROWS_AHEAD = 16;
const CHUNK_CHARS = 64_000;
const TABLE_CHANGED = 1412;

export async function connectMysql(url: string): Promise<mysql.Connection> {
  const connection = await mysql.createConnection({
    uri: url,
    charset: 'utf8mb4_bin',
    timezone: 'Z',
    supportBigNumbers: true,
    dateStrings: true,
    jsonStrings: true,
    connectTimeout: 5_000,
  });
  // Quoting and escaping as we write them, whatever the server's default is.
  await connection.query("SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'");
  return connection;
}

/** All tables from one snapshot, while servers go on writing. One file of JSON lines per table. */
export async function dumpMysql(url: string, folder: string, checksums: Checksums): Promise<DatabasePart> {
  const connection = await connectMysql(url);
  try {
    await connection.query('SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    await connection.query('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
    const names = await tablesOf(connection);
    if (names.length === 0) throw new Refused('数据库是空的,没有可备份的内容。请检查 DATABASE_URL');
    const schema: { table: string; create: string }[] = [];
    const tables: DatabasePart['tables'] = [];
    for (const table of names) {
      const [[created]] = await connection.query<RowDataPacket[]>(`SHOW CREATE TABLE ${name(table)}`);
      schema.push({ table, create: String(created!['Create Table']) });
      const counted = { rows: 0 };
      const lines = Readable.from(linesOf(connection, table, counted));
      await writeChecked(folder, fileOfTable(table), lines, checksums, createGzip({ level: GZIP_LEVEL }));
      tables.push({ name: table, rows: counted.rows });
    }
    await writeChecked(folder, SCHEMA, Readable.from([`${JSON.stringify(schema, null, 2)}\n`]), checksums);
    const rows = async (table: string, sql: string) =>
      names.includes(table) ? (await connection.query<RowDataPacket[]>(sql))[0] : [];
    return {
      ...installationFacts(
        (await rows('installation', 'SELECT name, value FROM installation')) as { name: string; value: string }[],
      ),
      migrations: (await rows('migration', 'SELECT name FROM migration ORDER BY id')).map((row) => String(row.name)),
      tables,
    };
  } catch (error) {
    if ((error as { errno?: number }).errno === TABLE_CHANGED)
      throw new Refused('备份期间数据库结构被更新了,请等更新完成后再备份一次', { cause: error });
    throw error;
  } finally {
    await connection.end();
  }
}

/** The column names, then one array per row; walked by primary key, page by page. */
async function* linesOf(
  connection: mysql.Connection,
  table: string,
  counted: { rows: number },
): AsyncGenerator<string> {
  const columns = await columnsOf(connection, table);
  const keys = await primaryKeyOf(connection, table);
  if (keys.length === 0) throw new Error(`table ${table} has no primary key`);
  yield `${JSON.stringify(columns)}\n`;
  const places = keys.map((key) => columns.indexOf(key));
  const order = keys.map(name).join(', ');
  const from = `SELECT ${columns.map(name).join(', ')} FROM ${name(table)} FORCE INDEX (PRIMARY)`;
  const after = `WHERE ${name(keys[0]!)} >= ? AND (${keys.map((_, depth) => afterAt(keys, depth)).join(' OR ')})`;
  let last: unknown[] | null = null;
  for (;;) {
    const sql: string = `${from} ${last ? after : ''} ORDER BY ${order} LIMIT ${PAGE_ROWS}`;
    const values: unknown[] = last ? [last[0], ...keys.flatMap((_, depth) => last!.slice(0, depth + 1))] : [];
    let rows = 0;
    let chunk = '';
    const page: AsyncIterable<unknown[]> = streamRows(connection, sql, values);
    for await (const row of page) {
      rows += 1;
      last = places.map((place) => row[place]);
      chunk += `${JSON.stringify(row.map(toJson))}\n`;
      if (chunk.length < CHUNK_CHARS) continue;
      yield chunk;
      chunk = '';
    }
    yield chunk;
    counted.rows += rows;
    if (rows < PAGE_ROWS) return;
  }
}

/** Rows as they come over the wire, no faster than they are taken. */
function streamRows(connection: mysql.Connection, sql: string, values: unknown[]): AsyncIterable<unknown[]> {
  // Only the connection below the promises can stream; its type leaves it out.
  const { connection: core } = connection as unknown as { connection: CoreConnection };
  return core.query({ sql, values, rowsAsArray: true }).stream({ highWaterMark: ROWS_AHEAD });
}

/** `a = ? AND b = ? AND c > ?`: spelled out, because neither engine walks an index for `(a, b, c) > (?, ?, ?)`. */
function afterAt(keys: string[], depth: number): string {
  const parts = keys.slice(0, depth + 1).map((key, index) => `${name(key)} ${index === depth ? '>' : '='} ?`);
  return `(${parts.join(' AND ')})`;
}

/** Bytes as `{"base64": …}`; text, numbers and null as they are (numbers beyond 2^53 come as text). */
function toJson(value: unknown): unknown {
  return Buffer.isBuffer(value) ? { base64: value.toString('base64') } : value;
}

export const name = (identifier: string) => mysql.escapeId(identifier, true);

export async function tablesOf(connection: mysql.Connection): Promise<string[]> {
  const [rows] = await connection.query<RowDataPacket[]>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' ORDER BY table_name",
  );
  return rows.map((row) => String(row.name));
}

async function columnsOf(connection: mysql.Connection, table: string): Promise<string[]> {
  const [rows] = await connection.query<RowDataPacket[]>(
    'SELECT column_name AS name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ? ORDER BY ordinal_position',
    [table],
  );
  return rows.map((row) => String(row.name));
}

async function primaryKeyOf(connection: mysql.Connection, table: string): Promise<string[]> {
  const [rows] = await connection.query<RowDataPacket[]>(
    "SELECT column_name AS name FROM information_schema.key_column_usage WHERE table_schema = DATABASE() AND table_name = ? AND constraint_name = 'PRIMARY' ORDER BY ordinal_position",
    [table],
  );
  return rows.map((row) => String(row.name));
}
