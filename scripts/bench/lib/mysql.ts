import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import mysql from 'mysql2/promise';

export interface BenchDatabase {
  url: string;
  version: string;
  drop(): Promise<void>;
}

/** A fresh database on TEST_DATABASE_URL, else on this machine (127.0.0.1:3306) as root without password; null when neither answers. */
export async function openBenchMysql(): Promise<BenchDatabase | null> {
  const uri = process.env.TEST_DATABASE_URL ?? 'mysql://root@127.0.0.1:3306';
  let admin: mysql.Connection;
  try {
    admin = await mysql.createConnection({ uri, connectTimeout: 2_000 });
  } catch (error) {
    if (process.env.TEST_DATABASE_URL) throw error;
    return null;
  }
  const [[row]] = await admin.query<mysql.RowDataPacket[]>(
    'SELECT VERSION() AS version, @@innodb_flush_log_at_trx_commit AS flush_at_commit, @@socket AS socket',
  );
  const name = `zhike_test_bench_${randomBytes(4).toString('hex')}`;
  await admin.query(`CREATE DATABASE \`${name}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  const url = new URL(uri);
  url.pathname = `/${name}`;
  // As `docs/operating.md` recommends for a database on the same machine.
  const isBySocket = !process.env.TEST_DATABASE_URL && existsSync(String(row!.socket));
  if (isBySocket) url.searchParams.set('socketPath', String(row!.socket));
  console.log(
    `database: ${row!.version}, innodb_flush_log_at_trx_commit=${row!.flush_at_commit}, by ${isBySocket ? 'its socket' : 'TCP'}`,
  );
  return {
    url: url.href,
    version: String(row!.version),
    drop: async () => {
      await admin.query(`DROP DATABASE IF EXISTS \`${name}\``);
      await admin.end();
    },
  };
}
