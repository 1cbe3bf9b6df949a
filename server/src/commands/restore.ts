import { resolve } from 'node:path';
import { REPLACE_WORDS, restoreBackup } from '../backup/restore-backup.ts';
import { migrations } from '../migrations/index.ts';
import { Refused } from '../platform/refused.ts';
import { aloneOnSqlite, runCommand } from './support/command-line.ts';

await runCommand({
  help: `Puts a backup back: database, uploaded files and domain proofs.

Usage: npm run restore -- FOLDER [--replace "${REPLACE_WORDS}"]

  FOLDER      a folder made by npm run backup
  --replace   with exactly these words: replace the database that is there
  --help      this text

Stop all servers first. Checksums, DATA_KEY, company and release are verified before anything is touched, and the present
database is replaced in one step at the very end. On SQLite the replaced file stays beside the new one as ….replaced.
A backup of SQLite goes back to SQLite, one of MySQL or MariaDB to either of these two. Older backups are brought to the
present structure when the server starts. Reads the environment and .env of the current folder.`,
  options: { replace: { type: 'string' } },
  positionals: 1,
  async run(config, { values, positionals: [folder] }) {
    if (!folder) throw new Refused('请指定备份文件夹:npm run restore -- FOLDER(用法见 --help)');
    const options = { config, folder: resolve(folder), replace: values.replace ?? null, knownMigrations: migrations };
    const manifest = await aloneOnSqlite(config, () => restoreBackup({ ...options, now: Date.now() }));
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    console.log(`已恢复到 ${manifest.createdAt} 的备份:${manifest.tables.length} 张表 ${rows} 行,${manifest.files.count} 个文件
  备份之后发生的事不在其中。启动服务后,请在管理后台做一次全量同步,补齐这段时间企业微信里的变化。`);
  },
});
