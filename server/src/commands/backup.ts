import { join, resolve } from 'node:path';
import { createBackup } from '../backup/create-backup.ts';
import { REPLACE_WORDS } from '../backup/restore-backup.ts';
import { runCommand } from './support/command-line.ts';

await runCommand({
  help: `Makes a backup of the database and the uploaded files, consistent while servers go on working.

Usage: npm run backup [-- --to FOLDER]

  --to FOLDER   where backups are kept (default: DATA_DIR/backups); each gets a folder of its own, named by the time
  --help        this text

Works for SQLite and for MySQL or MariaDB (no other program needed). The folder holds manifest.json, the database, media and
domain proofs, and checksums.sha256 (sha256sum -c checksums.sha256). DATA_KEY is NOT in it: keep the key apart, without it
nobody can read phone numbers and callbacks. Reads the environment and .env of the current folder.`,
  options: { to: { type: 'string' } },
  async run(config, { values }) {
    const now = Date.now();
    const folder = resolve(values.to ?? join(config.dataDir, 'backups'), `zhike-${stamp(now)}`);
    const { databaseUrl, dataDir } = { databaseUrl: config.database.url, dataDir: config.dataDir };
    const { tables, files } = await createBackup({ databaseUrl, dataDir, folder, now });
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    console.log(`备份完成:${folder}
  ${tables.length} 张表 ${rows} 行,${files.count} 个文件
  密钥 DATA_KEY 不在备份里,请单独妥善保存:没有它,备份里的手机号和回调无法读取。
  恢复:npm run restore -- ${folder}   (替换已有数据时加 --replace "${REPLACE_WORDS}")`);
  },
});

/** 20261103-141500Z: UTC, so that names sort by time wherever they were made. */
function stamp(now: number): string {
  return new Date(now).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-').concat('Z');
}
