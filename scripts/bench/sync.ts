import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAsking } from './lib/asking.ts';
import { freePort } from './lib/free-port.ts';
import { openBenchMysql } from './lib/mysql.ts';
import { printMachine, round, verdict } from './lib/report.ts';
import { killHard, serverEnvironment, spawnSandbox, startBuiltServer } from './lib/sandboxed-server.ts';
import { callsRefusedForLimits, readMetrics, residentMb } from './lib/server-figures.ts';

const HELP = `npm run bench -- sync [--members N] [--relations N] [--engine sqlite|mysql]

The first full sync of a corp of 1,000 members and 100,000 relations, with the sandbox keeping WeCom's limits: how long until every
relation is in our books and nothing waits, how many calls WeCom refused for a limit (none may be), and the server's memory.`;

async function main(args: string[]): Promise<void> {
  if (args.includes('--help')) return console.log(HELP);
  const option = (name: string, fallback: number) => Number(args[args.indexOf(name) + 1]) || fallback;
  const corp = { members: option('--members', 1_000), relations: option('--relations', 100_000) };
  const engine = args.includes('--engine') ? args[args.indexOf('--engine') + 1] : null;
  printMachine();
  const folder = mkdtempSync(join(tmpdir(), 'zhike-bench-'));
  try {
    if (engine !== 'mysql') await measure('SQLite', `sqlite:${join(folder, 'zhike.sqlite')}`, folder, corp);
    const database = engine === 'sqlite' ? null : await openBenchMysql();
    if (!database) return console.log('MySQL: left out');
    try {
      await measure('MariaDB/MySQL', database.url, folder, corp);
    } finally {
      await database.drop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(
  name: string,
  databaseUrl: string,
  folder: string,
  corp: { members: number; relations: number },
): Promise<void> {
  const sandbox = await spawnSandbox([
    '--members',
    String(corp.members),
    '--relations',
    String(corp.relations),
    '--quiet',
  ]);
  const environment = serverEnvironment(sandbox, await freePort(), { DATABASE_URL: databaseUrl, DATA_DIR: folder });
  const server = await startBuiltServer(environment);
  const database = await openAsking(databaseUrl);
  try {
    const started = performance.now();
    const seconds = () => (performance.now() - started) / 1000;
    let peakMb = 0;
    const until = async (sql: string) => {
      while ((await database.count(sql)) > 0) {
        peakMb = Math.max(peakMb, residentMb(server.child.pid!));
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    };
    await until("SELECT COUNT(*) = 0 FROM sync_job WHERE kind = 'customers' AND status = 'done'");
    const synced = seconds();
    await until(
      "SELECT EXISTS (SELECT 1 FROM scenario_run WHERE status IN ('waiting', 'running')) + EXISTS (SELECT 1 FROM outbox_command WHERE status IN ('waiting', 'sending'))",
    );
    const relations = await database.count('SELECT COUNT(*) FROM follow_user');
    const refused = callsRefusedForLimits(await readMetrics(server.origin));
    console.log(
      `${name}: ${relations} relations of ${corp.members} members; read in ${round(synced)} s (${round(relations / synced)}/s), all scenarios done after ${round(seconds())} s, peak memory ${Math.round(peakMb)} MB`,
    );
    verdict(`${name}: relations missing`, corp.relations - relations, { atMost: 0, unit: '' });
    verdict(`${name}: calls refused for a limit`, refused, { atMost: 0, unit: '' });
  } finally {
    await database.close();
    await killHard(server);
    sandbox.stop();
  }
}

await main(process.argv.slice(2));
