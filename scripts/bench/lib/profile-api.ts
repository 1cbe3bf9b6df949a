import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@zhike/server/platform/log';
import { startServer } from '@zhike/server/server';
import { routes } from '@zhike/shared/routes';
import { configFor, signedIn } from './api-server.ts';
import {
  customerId,
  externalUserId,
  fillCorp,
  fillCustomers,
  fillPages,
  LONG_HISTORY_EVERY,
} from './many-customers.ts';
import { openBenchMysql } from './mysql.ts';
import { round, summary } from './report.ts';

const WARM_UP = 20;
/** Without common factors with the sizes: the customers asked for lie all over the table. */
const STRIDE = 611_953;

/** What the sidebar asks of one customer, in a whole server with so many of them: p95 in ms of each, over HTTP. */
export async function measureProfileApi(
  engine: 'sqlite' | 'mysql',
  size: number,
  rounds: number,
): Promise<Map<string, number> | null> {
  const folder = mkdtempSync(join(tmpdir(), 'zhike-bench-'));
  const database = engine === 'mysql' ? await openBenchMysql() : null;
  if (engine === 'mysql' && !database) return null;
  const url = database?.url ?? `sqlite:${join(folder, 'zhike.sqlite')}`;
  const server = await startServer(configFor(url, folder), { log: createLogger('error'), ticking: false });
  try {
    const started = performance.now();
    await fillCorp(server.deps.db);
    await fillCustomers(server.deps.db, 0, size, console.log);
    await fillPages(server.deps.db, 0, size, console.log);
    console.log(`  filled in ${Math.round((performance.now() - started) / 1000)} s`);
    const { get } = await signedIn(server, 'rep1');
    const some = (turn: number) => (turn * STRIDE) % size;
    const old = (turn: number) => some(turn) - (some(turn) % LONG_HISTORY_EVERY);
    const profile = (n: number) => routes.getCustomerByExternalId.path.replace(':externalUserId', externalUserId(n));
    const timeline = (n: number) => `${routes.getCustomerTimeline.path.replace(':customerId', customerId(n))}?limit=30`;
    const asked: [name: string, path: (turn: number) => string][] = [
      ['profile', (turn) => profile(some(turn))],
      ['profile, long history', (turn) => profile(old(turn))],
      ['timeline', (turn) => timeline(some(turn))],
      ['timeline, long history', (turn) => timeline(old(turn))],
    ];
    const p95 = new Map<string, number>();
    for (const [name, path] of asked) {
      const times: number[] = [];
      let cpu = process.cpuUsage();
      for (let turn = 0; turn < rounds + WARM_UP; turn++) {
        if (turn === WARM_UP) cpu = process.cpuUsage();
        const began = performance.now();
        await get(path(turn));
        if (turn >= WARM_UP) times.push(performance.now() - began);
      }
      const { user, system } = process.cpuUsage(cpu);
      const found = summary(times);
      p95.set(name, found.p95);
      console.log(
        `  ${name}: p50 ${round(found.p50)} ms, p95 ${round(found.p95)} ms, p99 ${round(found.p99)} ms, max ${round(found.max)} ms; ${round((user + system) / 1000 / rounds)} ms of CPU with the asking`,
      );
    }
    return p95;
  } finally {
    await server.close();
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  }
}
