import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type mysql from 'mysql2/promise';
import type { RowDataPacket } from 'mysql2/promise';
import { Refused } from '../platform/refused.ts';
import type { DatabasePart } from './manifest.ts';
import { connectMysql, fileOfTable, name, SCHEMA, tablesOf } from './mysql-dump.ts';

/** Tables under way; nobody reads them until all have taken their place together. */
const NEW = 'restoring_';
/** Those they took it from. */
const OLD = 'replaced_';
/** One INSERT; far below the smallest max_allowed_packet in use (16 MB). */
const INSERT_BYTES = 1_000_000;
const INSERT_ROWS = 500;
const INSERTS_PER_COMMIT = 20;

/** Whether there is anything in the database that a restore would replace. */
export async function isMysqlEmpty(url: string): Promise<boolean> {
  return withConnection(url, async (connection) => (await ownTables(connection)).length === 0);
}

/** Whether a server is at work on the database now: one of them renews its lease on the scheduler's seat every few seconds. */
export async function isServerAtWork(url: string, machineNow: number): Promise<boolean> {
  return withConnection(url, async (connection) => {
    if (!(await tablesOf(connection)).includes('lease')) return false;
    const [rows] = await connection.query<RowDataPacket[]>('SELECT name FROM lease WHERE `until` > ? LIMIT 1', [
      machineNow,
    ]);
    return rows.length > 0;
  });
}

/** Loads everything into tables beside the present ones, compares, and exchanges all of them in one statement. */
export async function loadMysql(url: string, folder: string, expected: DatabasePart): Promise<void> {
  await withConnection(url, async (connection) => {
    await dropTables(connection, (await tablesOf(connection)).filter(isAside));
    const schema = JSON.parse(await readFile(join(folder, SCHEMA), 'utf8')) as { table: string; create: string }[];
    await connection.query('SET SESSION autocommit = 0');
    for (const { table, create } of schema) {
      await connection.query(create.replace(`CREATE TABLE ${name(table)}`, `CREATE TABLE ${name(NEW + table)}`));
      const rows = await loadTable(connection, table, join(folder, fileOfTable(table)));
      if (rows !== expected.tables.find((one) => one.name === table)?.rows)
        throw new Refused(`表 ${table} 恢复出 ${rows} 行,与备份清单不符,现有数据没有改动。请换一个备份`);
    }
    const present = await ownTables(connection);
    const renames = [
      ...present.map((table) => `${name(table)} TO ${name(OLD + table)}`),
      ...schema.map(({ table }) => `${name(NEW + table)} TO ${name(table)}`),
    ];
    await connection.query(`RENAME TABLE ${renames.join(', ')}`);
    await dropTables(
      connection,
      present.map((table) => OLD + table),
    );
  });
}

async function withConnection<T>(url: string, work: (connection: mysql.Connection) => Promise<T>): Promise<T> {
  const connection = await connectMysql(url);
  try {
    return await work(connection);
  } finally {
    await connection.end();
  }
}

const isAside = (table: string) => table.startsWith(NEW) || table.startsWith(OLD);

async function ownTables(connection: mysql.Connection): Promise<string[]> {
  return (await tablesOf(connection)).filter((table) => !isAside(table));
}

async function dropTables(connection: mysql.Connection, tables: string[]): Promise<void> {
  if (tables.length > 0) await connection.query(`DROP TABLE ${tables.map(name).join(', ')}`);
}

async function loadTable(connection: mysql.Connection, table: string, file: string): Promise<number> {
  let insert = '';
  let batch: unknown[][] = [];
  let bytes = 0;
  let inserts = 0;
  const flush = async () => {
    if (batch.length === 0) return;
    await connection.query(insert, [batch]);
    batch = [];
    bytes = 0;
    inserts += 1;
    if (inserts % INSERTS_PER_COMMIT === 0) await connection.query('COMMIT');
  };
  for await (const line of linesOf(file)) {
    const values = JSON.parse(line) as unknown[];
    if (!insert) {
      insert = `INSERT INTO ${name(NEW + table)} (${(values as string[]).map(name).join(', ')}) VALUES ?`;
      continue;
    }
    batch.push(values.map(fromJson));
    bytes += line.length;
    if (bytes >= INSERT_BYTES || batch.length >= INSERT_ROWS) await flush();
  }
  await flush();
  await connection.query('COMMIT');
  const [[row]] = await connection.query<RowDataPacket[]>(`SELECT COUNT(*) AS n FROM ${name(NEW + table)}`);
  return Number(row!.n);
}

function fromJson(value: unknown): unknown {
  return typeof value === 'object' && value !== null
    ? Buffer.from((value as { base64: string }).base64, 'base64')
    : value;
}

/** Not node:readline: it also breaks at U+2028, which people's texts may hold. */
async function* linesOf(file: string): AsyncGenerator<string> {
  const text = createGunzip().setEncoding('utf8');
  // A failure of either stream ends the loop below with it.
  pipeline(createReadStream(file), text, () => undefined);
  let rest = '';
  for await (const chunk of text as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop()!;
    yield* lines;
  }
  if (rest) yield rest;
}
