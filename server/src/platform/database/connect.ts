import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import 'reflect-metadata';
import libsql from 'libsql';
import mysql from 'mysql2/promise';
import { DataSource, type DataSourceOptions, type MigrationInterface } from 'typeorm';
import type { Logger } from '../log.ts';
import { Database } from './database.ts';
import { askDirectly } from './direct-mysql.ts';
import { beginImmediately } from './immediate-sqlite.ts';

export interface ConnectOptions {
  /** `sqlite:PATH` or `mysql://user:password@host:port/name`, with `?socketPath=…` through a Unix socket. */
  url: string;
  entities: readonly (new () => object)[];
  migrations: (new () => MigrationInterface)[];
  log: Logger;
  /** MySQL connections. */
  poolSize?: number;
}

/** Opens the database; does not migrate. */
export async function connectDatabase({
  url,
  entities,
  migrations,
  log,
  poolSize = 20,
}: ConnectOptions): Promise<Database> {
  const common = {
    entities: [...entities] as (new () => object)[],
    migrations,
    migrationsTableName: 'migration',
    synchronize: false as const,
    logging: false as const,
    invalidWhereValuesBehavior: { null: 'throw' as const, undefined: 'throw' as const },
  };
  if (url.startsWith('sqlite:')) {
    const path = url.slice('sqlite:'.length);
    mkdirSync(dirname(path), { recursive: true });
    const writer = await new DataSource(sqliteOptions(path, common)).initialize();
    const reader = await new DataSource(sqliteOptions(path, common)).initialize();
    beginImmediately(writer);
    useMediumKinds(writer);
    useMediumKinds(reader);
    return new Database('sqlite', writer, reader, log);
  }
  // TypeORM reads no further than the name of the database.
  const socketPath = new URL(url).searchParams.get('socketPath') ?? undefined;
  const source = await new DataSource({
    ...common,
    // The same protocol, but the two describe their tables differently.
    type: (await isMariaDb(url)) ? 'mariadb' : 'mysql',
    url,
    charset: 'utf8mb4_bin',
    timezone: 'Z',
    supportBigNumbers: true,
    bigNumberStrings: false,
    poolSize,
    connectTimeout: 5_000,
    extra: { socketPath, connectionLimit: poolSize, maxIdle: poolSize, idleTimeout: 60_000, enableKeepAlive: true },
  }).initialize();
  askDirectly(source);
  // READ COMMITTED: fewer gap locks, and a claim sees what others just committed.
  const pool = (
    source.driver as unknown as {
      pool: { on(event: 'connection', listener: (connection: { query(sql: string): void }) => void): void };
    }
  ).pool;
  pool.on('connection', (connection) => connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED'));
  useMediumKinds(source);
  return new Database('mysql', source, source, log);
}

async function isMariaDb(url: string): Promise<boolean> {
  const connection = await mysql.createConnection({ uri: url, connectTimeout: 5_000 });
  try {
    const [[row]] = await connection.query<mysql.RowDataPacket[]>('SELECT VERSION() AS version');
    return /mariadb/i.test(String(row?.version));
  } finally {
    await connection.end();
  }
}

function sqliteOptions(path: string, common: object): DataSourceOptions {
  return {
    ...common,
    type: 'better-sqlite3',
    database: path,
    driver: libsql,
    statementCacheSize: 500,
    prepareDatabase: (connection: { pragma(text: string): unknown }) => {
      connection.pragma('journal_mode = WAL');
      connection.pragma('synchronous = FULL');
      // 16 MB: pages that are written again and again are copied back to the file once, not four times.
      connection.pragma('wal_autocheckpoint = 4000');
      connection.pragma('busy_timeout = 5000');
      connection.pragma('foreign_keys = ON');
      connection.pragma('cache_size = -65536');
      connection.pragma('temp_store = MEMORY');
    },
  } as DataSourceOptions;
}

/** Entities say text and blob, the only names TypeORM takes on both engines; the tables have the medium kinds (see `table.ts`). */
function useMediumKinds(source: DataSource): void {
  for (const column of source.entityMetadatas.flatMap((entity) => entity.columns)) {
    if (column.type === 'text') column.type = 'mediumtext';
    if (column.type === 'blob') column.type = 'mediumblob';
  }
}
