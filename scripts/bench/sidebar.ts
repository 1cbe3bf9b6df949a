import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from '../lib/build.mjs';
import { buildSteps } from '../lib/build-steps.mjs';
import { type Opening, startFirstScreen } from './lib/first-screen.ts';
import { measureProfileApi } from './lib/profile-api.ts';
import { printMachine, round, summary, verdict } from './lib/report.ts';

const HELP = `npm run bench -- sidebar [--rounds 9] [--throttle 4] [--size 1000000] [--only page|api] [--waterfall]

The sidebar as a rep opens it beside a chat: the built product with its demo corp, real Chromium with its CPU slowed down four times, nothing
in its cache. From the navigation until name, stage, tabs and the first entries of the timeline are drawn and under the pointer, and what of
JavaScript was loaded for it. Besides, the profile over HTTP from a whole server with 1,000,000 customers, on SQLite and on MariaDB/MySQL.
Targets: usable ≤ 1.5 s, first-load JavaScript ≤ 150 KB gzip, profile p95 ≤ 20 ms.`;

async function main(args: string[]): Promise<void> {
  if (args.includes('--help')) return console.log(HELP);
  const option = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const only = option('--only');
  printMachine();
  if (only !== 'api')
    await measurePage({
      rounds: Number(option('--rounds') ?? 9),
      throttle: Number(option('--throttle') ?? 4),
      waterfall: args.includes('--waterfall'),
    });
  if (only !== 'page') await measureApi(Number(option('--size') ?? 1_000_000));
}

async function measurePage(wanted: { rounds: number; throttle: number; waterfall: boolean }): Promise<void> {
  await ensureBuilt(buildSteps.filter(({ forDemo }) => forDemo).map(({ name }) => name));
  const folder = mkdtempSync(join(tmpdir(), 'zhike-bench-'));
  const screen = await startFirstScreen(folder, wanted.throttle);
  try {
    // The first one also warms the server and the browser.
    await screen.open();
    const openings: Opening[] = [];
    for (let nth = 0; nth < wanted.rounds; nth++) openings.push(await screen.open());
    const told = (name: string, of: (opening: Opening) => number, unit: string) => {
      const { p50, p95 } = summary(openings.map(of));
      console.log(`  ${name}: median ${round(p50)} ${unit}, p95 ${round(p95)} ${unit}`);
      return p50;
    };
    console.log(`${wanted.rounds} cold openings, CPU ÷ ${wanted.throttle}`);
    const usable = told('usable', ({ usableMs }) => usableMs / 1000, 's');
    told('a tab that is clicked then is shown after', ({ answeredClickMs }) => answeredClickMs, 'ms');
    told('computing until then', ({ cpuMs }) => cpuMs, 'ms');
    told('of it in scripts', ({ scriptCpuMs }) => scriptCpuMs, 'ms');
    told('long tasks', ({ longTasks }) => longTasks.count, '');
    told('longest task', ({ longTasks }) => longTasks.longestMs, 'ms');
    if (wanted.waterfall) printWaterfall(openings.sort((a, b) => a.usableMs - b.usableMs)[openings.length >> 1]!);
    const bytes = await screen.gzipBytes(openings.flatMap(({ scripts }) => scripts));
    verdict('first screen usable, median', usable, { atMost: 1.5, unit: 's' });
    verdict('JavaScript loaded before, gzip', bytes / 1024, { atMost: 150, unit: 'KB' });
  } finally {
    await screen.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function printWaterfall({ waterfall, usableMs }: Opening): void {
  for (const { what, fromMs, toMs } of waterfall)
    console.log(`  ${Math.round(fromMs)} … ${Math.round(toMs)} ms ${new URL(what).pathname}`);
  console.log(`  ${Math.round(usableMs)} ms usable`);
}

async function measureApi(size: number): Promise<void> {
  for (const engine of ['sqlite', 'mysql'] as const) {
    console.log(`${size} customers, ${engine === 'sqlite' ? 'SQLite' : 'MariaDB/MySQL'}`);
    const p95 = await measureProfileApi(engine, size, 300);
    if (!p95) console.log('  left out: no MariaDB or MySQL answers, set TEST_DATABASE_URL');
    for (const name of ['profile', 'profile, long history'])
      if (p95) verdict(`${name}, ${engine}, p95 at ${size}`, p95.get(name)!, { atMost: 20, unit: 'ms' });
  }
}

await main(process.argv.slice(2));
