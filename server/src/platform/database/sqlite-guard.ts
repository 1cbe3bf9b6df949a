import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import libsql from 'libsql';
import { Refused } from '../refused.ts';

const ALL_ROLES = 3;

export class SqliteTaken extends Refused {}

/**
 * On SQLite there is one process: all roles in one, and nobody else on the file. Holds an operating-system lock (through SQLite's own,
 * on a file beside the database) that ends with the process, however it ends. Returns the function that lets go.
 */
export function holdSqliteAlone(url: string, roles: readonly string[]): () => void {
  if (!url.startsWith('sqlite:')) return () => undefined;
  if (new Set(roles).size < ALL_ROLES)
    throw new SqliteTaken(
      'ROLES:SQLite 由一个进程承担全部角色(api,worker,scheduler);要运行多个进程,请把 DATABASE_URL 设为 MySQL 或 MariaDB / on SQLite one process plays all roles; for several processes set DATABASE_URL to a MySQL or MariaDB',
    );
  const path = `${url.slice('sqlite:'.length)}.process`;
  mkdirSync(dirname(path), { recursive: true });
  const lock = new libsql(path);
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    throw new SqliteTaken(
      `DATABASE_URL:另一个进程正在使用 ${url},SQLite 只供一个进程使用。请先停掉它;要运行多个进程,请设为 MySQL 或 MariaDB / another process is using ${url}; SQLite serves one process. Stop the other, or set DATABASE_URL to a MySQL or MariaDB`,
      { cause: error },
    );
  }
  return () => lock.close();
}
