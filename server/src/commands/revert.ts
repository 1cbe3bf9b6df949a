import type { Database } from '../platform/database/database.ts';
import { revertLast } from '../platform/database/migrate.ts';
import { InstallationRow } from '../platform/delivery/entity.ts';
import { Refused } from '../platform/refused.ts';
import { aloneOnSqlite, runCommand, withDatabase } from './support/command-line.ts';

await runCommand({
  help: `Takes the newest migration of the database back.

Usage: npm run db:revert [-- --yes]

  --yes    do it, although the database is in use: what the reverted tables and columns hold is lost
  --help   this text

A release runs on the structure of the next one, so going back one release does not need this. Make a backup first
(npm run backup). Stop the servers: they would migrate forward again. Reads the environment and .env of the current folder.`,
  options: { yes: { type: 'boolean', default: false } },
  async run(config, { values }) {
    const reverted = await aloneOnSqlite(config, () =>
      withDatabase(config, async (db) => {
        if (!values.yes && (await isInUse(db)))
          throw new Refused(
            '这个数据库里有数据,撤销最近一次结构变更会丢失其中的内容。请先 npm run backup,确认后加上 --yes:npm run db:revert -- --yes',
          );
        return (await hasTable(db, 'migration')) ? revertLast(db) : null;
      }),
    );
    console.log(reverted ? `已撤销 ${reverted}` : '没有可撤销的结构变更');
  },
});

/** Whether a server has ever started on it. */
async function isInUse(db: Database): Promise<boolean> {
  return (await hasTable(db, 'installation')) && (await db.read.count(InstallationRow)) > 0;
}

async function hasTable(db: Database, name: string): Promise<boolean> {
  const runner = db.writer.createQueryRunner();
  try {
    return await runner.hasTable(name);
  } finally {
    if (db.dialect === 'mysql') await runner.release();
  }
}
