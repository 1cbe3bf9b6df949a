import { migrate } from '../platform/database/migrate.ts';
import { aloneOnSqlite, runCommand, withDatabase } from './support/command-line.ts';

await runCommand({
  help: `Brings the database to the structure of this release.

Usage: npm run db:migrate

  --help   this text

The server does the same at every start, before it listens. Safe to run twice and beside running servers (on SQLite the
server has to be stopped). Reads the environment and .env of the current folder.`,
  options: {},
  async run(config) {
    const ran = await aloneOnSqlite(config, () => withDatabase(config, migrate));
    console.log(
      ran.length === 0 ? '数据库结构已是最新' : `数据库结构已更新:\n${ran.map((name) => `  ${name}`).join('\n')}`,
    );
  },
});
