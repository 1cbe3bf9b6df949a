import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { copyFile, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import libsql from 'libsql';
import { Refused } from '../platform/refused.ts';
import { type Checksums, writeChecked } from './checksums.ts';
import { type DatabasePart, installationFacts } from './manifest.ts';

const FILE = 'database.sqlite.gz';
const GZIP_LEVEL = 4;
const BUSY_MS = 30_000;

export const pathOfUrl = (url: string) => url.slice('sqlite:'.length);

/** One consistent copy while the server goes on writing: VACUUM INTO reads a single snapshot. */
export async function dumpSqlite(url: string, folder: string, checksums: Checksums): Promise<DatabasePart> {
  const path = pathOfUrl(url);
  if (!existsSync(path)) throw new Refused(`没有数据库文件 ${path},没有可备份的内容。请检查 DATABASE_URL`);
  const copy = join(folder, '.database.sqlite');
  const source = new libsql(path);
  try {
    source.pragma(`busy_timeout = ${BUSY_MS}`);
    source.prepare('VACUUM INTO ?').run(copy);
  } finally {
    source.close();
  }
  const part = examineSqlite(copy);
  await writeChecked(folder, FILE, createReadStream(copy), checksums, createGzip({ level: GZIP_LEVEL }));
  await rm(copy);
  return part;
}

/** Whether there is anything in the database that a restore would replace. */
export function isSqliteEmpty(url: string): boolean {
  const path = pathOfUrl(url);
  if (!existsSync(path)) return true;
  const db = new libsql(path);
  try {
    return tablesOf(db).length === 0;
  } finally {
    db.close();
  }
}

/**
 * Unpacks beside the target, examines, and only then takes the target's place, in one step. What was there stays beside it
 * as `….replaced`. The caller holds the file alone.
 */
export async function loadSqlite(url: string, folder: string, expected: DatabasePart): Promise<void> {
  const path = pathOfUrl(url);
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.restoring`;
  await rm(draft, { force: true });
  await pipeline(
    createReadStream(join(folder, FILE)),
    createGunzip(),
    createWriteStream(draft, { mode: 0o600, flush: true }),
  );
  const found = examineSqlite(draft);
  if (JSON.stringify(found.tables) !== JSON.stringify(expected.tables))
    throw new Refused('恢复出的数据与备份清单不符,现有数据库没有改动。请换一个备份');
  if (existsSync(path)) {
    const present = new libsql(path);
    present.pragma('wal_checkpoint(TRUNCATE)');
    present.close();
    await copyFile(path, `${path}.replaced`);
  }
  // Emptied above; they must not be taken for the log of the new file.
  for (const suffix of ['-wal', '-shm']) await rm(`${path}${suffix}`, { force: true });
  await rename(draft, path);
  const parent = await open(dirname(path), 'r');
  await parent.sync();
  await parent.close();
}

function examineSqlite(path: string): DatabasePart {
  const db = new libsql(path);
  try {
    const [check] = db.prepare('PRAGMA quick_check').all() as { quick_check: string }[];
    if (check?.quick_check !== 'ok') throw new Refused(`数据库文件已损坏:${check?.quick_check ?? '无法检查'}`);
    const names = tablesOf(db);
    const rows = <Row>(table: string, sql: string) => (names.includes(table) ? (db.prepare(sql).all() as Row[]) : []);
    return {
      ...installationFacts(rows('installation', 'SELECT name, value FROM installation')),
      migrations: rows<{ name: string }>('migration', 'SELECT name FROM migration ORDER BY id').map(({ name }) => name),
      tables: names.map((name) => ({
        name,
        rows: rows<{ n: number }>(name, `SELECT COUNT(*) AS n FROM \`${name}\``)[0]!.n,
      })),
    };
  } finally {
    db.close();
  }
}

function tablesOf(db: InstanceType<typeof libsql>): string[] {
  const sql =
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";
  return (db.prepare(sql).all() as { name: string }[]).map(({ name }) => name);
}
