import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { DoctorResult } from '@zhike/shared/contracts/doctor';
import { ConfigError, readConfig } from '../config.ts';
import { everyCheck } from '../domains/operation/every-check.ts';
import { entities } from '../entities.ts';
import { migrations } from '../migrations/index.ts';
import { SystemClock } from '../platform/clock.ts';
import { connectDatabase } from '../platform/database/connect.ts';
import { describeError } from '../platform/errors.ts';
import { createLogger } from '../platform/log.ts';
import { createMetrics } from '../platform/metrics.ts';
import { DataKeys } from '../platform/secrets.ts';
import { createWecomClient } from '../wecom/client.ts';
import { examine } from '../wecom/doctor.ts';

const HELP = `Checks every prerequisite against the live configuration and prints the repair for each that fails.

Usage: npm run doctor -- [--json]

  --json   print the report as JSON
  --help   this text

Reads the environment and .env of the current folder. Exit code 1 when something fails.`;

const SIGNS = { ok: '✓', warn: '!', fail: '✗', skipped: '-' } as const;

const values = readArguments();
if (values?.help) {
  console.log(HELP);
} else if (values) {
  if (existsSync('.env') && process.env.DEMO !== '1') process.loadEnvFile('.env');
  const results = await check();
  console.log(values.json ? JSON.stringify({ results }, null, 2) : results.map(line).join('\n'));
  const failed = results.filter((result) => result.status === 'fail').length;
  const warned = results.filter((result) => result.status === 'warn').length;
  if (!values.json) console.log(failed + warned === 0 ? '\n一切正常' : `\n${failed} 项失败,${warned} 项需要留意`);
  process.exitCode = failed > 0 ? 1 : 0;
}

/** Null when they were not understood; that is said. */
function readArguments() {
  try {
    return parseArgs({
      options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
    }).values;
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${HELP}`);
    process.exitCode = 2;
    return null;
  }
}

async function check(): Promise<DoctorResult[]> {
  const broken = (id: string, title: string, message: string, repair: string): DoctorResult => ({
    id,
    title,
    status: 'fail',
    message,
    repair,
    tookMs: 0,
  });
  let config: ReturnType<typeof readConfig>;
  try {
    config = readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map(({ name, problem }) =>
      broken(`config-${name}`, '配置', `${name}:${problem}`, '对照 .env.example 修改 / see .env.example'),
    );
  }
  const log = createLogger('silent');
  const clock = new SystemClock();
  try {
    const db = await connectDatabase({ url: config.database.url, entities, migrations, log, poolSize: 4 });
    const keys = new DataKeys(config.keys.current, [...config.keys.retired]);
    const wecom = createWecomClient({ config: config.wecom, db, keys, log, clock, metrics: createMetrics() });
    try {
      return (await examine({ config, db, clock, wecom }, everyCheck)).results;
    } finally {
      wecom.close();
      await db.close();
    }
  } catch (error) {
    return [broken('database', '数据库', describeError(error, 200), '检查 DATABASE_URL 和数据库服务')];
  }
}

function line({ status, title, message, repair }: DoctorResult): string {
  return `${SIGNS[status]} ${title}:${message}${repair ? `\n    → ${repair}` : ''}`;
}
