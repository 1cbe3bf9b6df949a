import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import libsql from 'libsql';

const ALL_ROLES = 3;

export class SqliteTaken extends Error {}

/**
 * On SQLite there is one process: all roles in one, and nobody else on the file. Holds an operating-system lock (through SQLite's own,
 * on a file beside the database) that ends with the process, however it ends. Returns the function that lets go.
 */
export function holdSqliteAlone(url: string, roles: readonly string[]): () => void {
  if (!url.startsWith('sqlite:')) return () => undefined;
  if (new Set(roles).size < ALL_ROLES)
    throw new SqliteTaken(
      'ROLES: on SQLite one process plays all roles (api,worker,scheduler); for several processes set DATABASE_URL to a MySQL or MariaDB',
    );
  const path = `${url.slice('sqlite:'.length)}.process`;
  mkdirSync(dirname(path), { recursive: true });
  const lock = new libsql(path);
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    throw new SqliteTaken(
      `another process is using ${url}; SQLite serves one process. Stop the other, or set DATABASE_URL to a MySQL or MariaDB to run several`,
      { cause: error },
    );
  }
  return () => lock.close();
}
