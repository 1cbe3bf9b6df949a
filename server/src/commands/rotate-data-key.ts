import { guardInstallation } from '../installation.ts';
import { DataKeys } from '../platform/secrets.ts';
import { forgetStaleCredentials, indexChatsAnew, resealColumn, resealKeyCheck, sealedColumns } from '../reseal.ts';
import { Refused } from '../platform/refused.ts';
import { aloneOnSqlite, runCommand, withDatabase } from './support/command-line.ts';

const PROGRESS_EVERY = 10_000;

await runCommand({
  help: `Encrypts with the present DATA_KEY whatever retired keys (DATA_KEYS) had encrypted, and makes lookup hashes anew.

Usage: npm run rotate-data-key

  --help   this text

Before: put the old key into DATA_KEYS, a new one into DATA_KEY, restart every server process.
After:  take the old key out of DATA_KEYS and restart; keep it as long as backups from its time are kept.
Servers on MySQL or MariaDB go on running meanwhile, a server on SQLite has to be stopped. Can be interrupted and run again.
Reads the environment and .env of the current folder.`,
  options: {},
  async run(config) {
    const keys = new DataKeys(config.keys.current, [...config.keys.retired]);
    await aloneOnSqlite(config, () =>
      withDatabase(config, async (db) => {
        if (!(await db.isReady())) throw new Refused('数据库结构不是当前版本的,请先 npm run db:migrate');
        await guardInstallation(db, keys, config);
        for (const column of sealedColumns) {
          let told = 0;
          const changed = await resealColumn(db, keys, column, (looked) => {
            if (looked - told < PROGRESS_EVERY) return;
            told = looked;
            console.log(`${column.title}:已检查 ${looked} 条…`);
          });
          console.log(`${column.title}:${changed} 条改用当前密钥`);
        }
        if (config.keys.retired.length > 0) {
          await indexChatsAnew(db);
          console.log('会话搜索:服务运行后会用当前密钥重新建立');
        }
        await forgetStaleCredentials(db, keys);
        await resealKeyCheck(db, keys);
      }),
    );
    console.log(
      config.keys.retired.length === 0
        ? '全部数据都由当前密钥加密'
        : '完成。现在可以从 DATA_KEYS 中去掉旧密钥并重启;只要还留着用旧密钥做的备份,就要把旧密钥和它们分开保存。',
    );
  },
});
