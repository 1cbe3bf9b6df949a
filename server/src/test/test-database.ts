import { createHash, randomBytes } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import mysql from 'mysql2/promise';
import { entities } from '../entities.ts';
import { migrations } from '../migrations/index.ts';
import { connectDatabase } from '../platform/database/connect.ts';
import { migrate } from '../platform/database/migrate.ts';
import { createLogger } from '../platform/log.ts';

export type TestEngine = 'sqlite' | 'mysql';

export interface TestDatabase {
  engine: TestEngine;
  url: string;
  /** A folder for this test's files. */
  folder: string;
  drop(): Promise<void>;
}

const MIGRATIONS_FOLDER = fileURLToPath(new URL('../migrations', import.meta.url));
const CACHE_FOLDER = fileURLToPath(new URL('../../../.cache/test-template', import.meta.url));
const log = createLogger('silent');

/** A migrated, empty database of its own: a copy of a template made once per set of migrations. */
export async function createTestDatabase(engine: TestEngine = engineOfThisRun()): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'zhike-test-'));
  mkdirSync(CACHE_FOLDER, { recursive: true });
  return engine === 'sqlite' ? fromSqliteTemplate(folder) : fromMysqlTemplate(folder);
}

export function engineOfThisRun(): TestEngine {
  return process.env.ZHIKE_TEST_ENGINE === 'mysql' ? 'mysql' : 'sqlite';
}

async function fromSqliteTemplate(folder: string): Promise<TestDatabase> {
  const template = join(CACHE_FOLDER, `${migrationsHash()}.sqlite`);
  if (!existsSync(template)) {
    const draft = `${template}.${process.pid}`;
    const db = await connectDatabase({ url: `sqlite:${draft}`, entities, migrations, log });
    await migrate(db);
    await db.writer.query('PRAGMA wal_checkpoint(TRUNCATE)');
    await db.close();
    renameSync(draft, template);
  }
  const path = join(folder, 'zhike.sqlite');
  copyFileSync(template, path);
  return {
    engine: 'sqlite',
    url: `sqlite:${path}`,
    folder,
    drop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function fromMysqlTemplate(folder: string): Promise<TestDatabase> {
  const server = new URL(process.env.ZHIKE_TEST_MYSQL ?? 'mysql://root@127.0.0.1:3306');
  const name = `${process.env.ZHIKE_TEST_PREFIX ?? 'zhike_test_'}${randomBytes(6).toString('hex')}`;
  const admin = await mysql.createConnection({ uri: server.href, multipleStatements: true });
  await admin.query(`CREATE DATABASE \`${name}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  const url = new URL(server.href);
  url.pathname = `/${name}`;
  const schema = join(CACHE_FOLDER, `${migrationsHash()}.mysql.sql`);
  if (existsSync(schema)) {
    await admin.query(`USE \`${name}\`; ${readFileSync(schema, 'utf8')}`);
  } else {
    const db = await connectDatabase({ url: url.href, entities, migrations, log, poolSize: 2 });
    await migrate(db);
    await db.close();
    await admin.query(`USE \`${name}\``);
    writeFileSync(`${schema}.${process.pid}`, await dumpSchema(admin));
    renameSync(`${schema}.${process.pid}`, schema);
  }
  return {
    engine: 'mysql',
    url: url.href,
    folder,
    drop: async () => {
      await admin.query(`DROP DATABASE IF EXISTS \`${name}\``);
      await admin.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Table definitions, and the rows that migrations put there. */
async function dumpSchema(connection: mysql.Connection): Promise<string> {
  const [tables] = await connection.query<mysql.RowDataPacket[]>('SHOW TABLES');
  const statements: string[] = [];
  for (const table of tables.map((row) => String(Object.values(row)[0]))) {
    const [[created]] = await connection.query<mysql.RowDataPacket[]>(`SHOW CREATE TABLE \`${table}\``);
    statements.push(String(created!['Create Table']));
    const [rows] = await connection.query<mysql.RowDataPacket[]>(`SELECT * FROM \`${table}\``);
    for (const row of rows) statements.push(mysql.format('INSERT INTO ?? SET ?', [table, row]));
  }
  return statements.map((statement) => `${statement};`).join('\n');
}

function migrationsHash(): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(MIGRATIONS_FOLDER).sort())
    hash.update(file).update(readFileSync(join(MIGRATIONS_FOLDER, file)));
  hash.update(readFileSync(fileURLToPath(new URL('../migrations/column-kinds.ts', import.meta.url))));
  return hash.digest('hex').slice(0, 16);
}
