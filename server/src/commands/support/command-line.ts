import { existsSync } from 'node:fs';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type Config, ConfigError, readConfig } from '../../config.ts';
import { entities } from '../../entities.ts';
import { migrations } from '../../migrations/index.ts';
import { connectDatabase } from '../../platform/database/connect.ts';
import type { Database } from '../../platform/database/database.ts';
import { holdSqliteAlone } from '../../platform/database/sqlite-guard.ts';
import { describeError } from '../../platform/errors.ts';
import { Refused } from '../../platform/refused.ts';
import { createLogger } from '../../platform/log.ts';

type Options = NonNullable<ParseArgsConfig['options']>;
type Values<O extends Options> = ReturnType<typeof parseArgs<{ options: O; strict: true; allowPositionals: true }>>;

interface CommandLine<O extends Options> {
  help: string;
  options: O;
  /** How many words besides options it takes. */
  positionals?: number;
  run(config: Config, args: { values: Values<O>['values']; positionals: string[] }): Promise<void>;
}

/**
 * Runs a command with the configuration the server would have (environment, then .env of the current folder).
 * Exit code 0: done; 1: failed or refused, with a sentence; 2: not understood.
 */
export async function runCommand<O extends Options>({ help, options, positionals = 0, run }: CommandLine<O>) {
  let args: Values<O>;
  try {
    if (process.argv.slice(2).some((arg) => arg === '--help' || arg === '-h')) return console.log(help);
    args = parseArgs({ options, strict: true, allowPositionals: true });
    if (args.positionals.length > positionals) throw new Error(`what is "${args.positionals[positionals]}"?`);
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${help}`);
    process.exitCode = 2;
    return;
  }
  try {
    if (existsSync('.env') && process.env.DEMO !== '1') process.loadEnvFile('.env');
    await run(readConfig(process.env), args);
  } catch (error) {
    console.error(error instanceof Refused ? error.message : describeError(error, 2_000));
    if (error instanceof ConfigError) console.error('演示环境不需要这些命令 / the demo needs none of these commands');
    process.exitCode = 1;
  }
}

/** Opens the configured database for `work` and closes it, whatever happens. */
export async function withDatabase<T>(config: Config, work: (db: Database) => Promise<T>): Promise<T> {
  const log = createLogger('silent');
  const db = await connectDatabase({ url: config.database.url, entities, migrations, log, poolSize: 4 });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

/** SQLite serves one process: refuses while a server is running on the file, and keeps one from starting meanwhile. */
export async function aloneOnSqlite<T>(config: Config, work: () => Promise<T>): Promise<T> {
  const release = holdSqliteAlone(config.database.url, ['api', 'worker', 'scheduler']);
  try {
    return await work();
  } finally {
    release();
  }
}
