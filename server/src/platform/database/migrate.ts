import { Refused } from '../refused.ts';
import type { Database } from './database.ts';

/** Runs what is missing. Several processes may start at once: on MySQL one migrates and the rest wait. Returns the names that ran. */
export async function migrate(db: Database): Promise<string[]> {
  if (db.dialect === 'sqlite')
    return (await db.writer.runMigrations({ transaction: 'each' })).map((migration) => migration.name);
  const lockHolder = db.writer.createQueryRunner();
  try {
    const [row] = (await lockHolder.query("SELECT GET_LOCK(CONCAT('zhike_migrate_', DATABASE()), 120) AS locked")) as {
      locked: number;
    }[];
    if (Number(row?.locked) !== 1)
      throw new Refused(
        '另一个进程升级数据库结构已超过两分钟,请查看它的日志 / another process has been migrating for two minutes; see its log',
      );
    // New tables take these from the database: every text compares by byte.
    await db.writer.query('ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_bin');
    return (await db.writer.runMigrations({ transaction: 'none' })).map((migration) => migration.name);
  } finally {
    await lockHolder.query("SELECT RELEASE_LOCK(CONCAT('zhike_migrate_', DATABASE()))").catch(() => undefined);
    await lockHolder.release();
  }
}

/** Takes the newest migration back. Returns its name, or null when there is none. */
export async function revertLast(db: Database): Promise<string | null> {
  const before = await executedNames(db);
  if (before.length === 0) return null;
  await db.writer.undoLastMigration({ transaction: db.dialect === 'sqlite' ? 'each' : 'none' });
  return before.at(-1) ?? null;
}

async function executedNames(db: Database): Promise<string[]> {
  const rows = (await db.writer.query('SELECT name FROM migration ORDER BY id')) as { name: string }[];
  return rows.map((row) => row.name);
}
