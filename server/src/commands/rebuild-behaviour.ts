import { rebuildBehaviour } from '../domains/behaviour/rebuild.ts';
import { Refused } from '../platform/refused.ts';
import { aloneOnSqlite, runCommand, withDatabase } from './support/command-line.ts';

const PROGRESS_EVERY = 10_000;

await runCommand({
  help: `Counts anew, from events and archived messages, what happened with each customer on each day (行为次数, 最近联系时间).

Usage: npm run rebuild-behaviour

  --help   this text

For after a restore of single tables, or when messages of customers came in before the customers themselves.
Servers on MySQL or MariaDB go on running meanwhile, a server on SQLite has to be stopped. Can be interrupted and run again.
Reads the environment and .env of the current folder.`,
  options: {},
  async run(config) {
    const customers = await aloneOnSqlite(config, () =>
      withDatabase(config, async (db) => {
        if (!(await db.isReady())) throw new Refused('数据库结构不是当前版本的,请先 npm run db:migrate');
        let told = 0;
        return rebuildBehaviour(db, config.timeZone, (done) => {
          if (done - told < PROGRESS_EVERY) return;
          told = done;
          console.log(`已重新统计 ${done} 位客户…`);
        });
      }),
    );
    console.log(`完成,共重新统计 ${customers} 位客户`);
  },
});
