import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './lib/free-port.ts';
import { printMachine, round, summary, verdict } from './lib/report.ts';
import { killHard, serverEnvironment, spawnSandbox, startBuiltServer } from './lib/sandboxed-server.ts';

const HELP = `npm run bench -- start [--rounds N]

Seconds from starting the built server on a migrated, empty SQLite to /readyz 200.`;

async function main(args: string[]): Promise<void> {
  if (args.includes('--help')) return console.log(HELP);
  const rounds = Number(args[args.indexOf('--rounds') + 1]) || 7;
  printMachine();
  const folder = mkdtempSync(join(tmpdir(), 'zhike-bench-'));
  const sandbox = await spawnSandbox([]);
  try {
    const environment = serverEnvironment(sandbox, await freePort(), {
      DATABASE_URL: `sqlite:${join(folder, 'zhike.sqlite')}`,
      DATA_DIR: folder,
    });
    await killHard(await startBuiltServer(environment)); // migrates
    const seconds: number[] = [];
    for (let i = 0; i < rounds; i++) {
      const started = performance.now();
      const server = await startBuiltServer(environment);
      seconds.push((performance.now() - started) / 1000);
      await killHard(server);
    }
    const { p50, max } = summary(seconds);
    console.log(`to /readyz: median ${round(p50)} s, slowest ${round(max)} s of ${rounds}`);
    verdict('start', p50, { atMost: 2, unit: 's' });
  } finally {
    sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

await main(process.argv.slice(2));
