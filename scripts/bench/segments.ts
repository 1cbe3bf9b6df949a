import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@zhike/server/platform/log';
import { startServer } from '@zhike/server/server';
import { countCustomers } from '@zhike/shared/contracts/customer-list';
import type { Filter } from '@zhike/shared/contracts/filter';
import { type Ask, configFor, signedIn } from './lib/api-server.ts';
import { COMMON_TAG, fillCorp, fillCustomers } from './lib/many-customers.ts';
import { openBenchMysql } from './lib/mysql.ts';
import { printMachine, round, summary, verdict } from './lib/report.ts';

const HELP = `npm run bench -- segments [--size 1000000] [--rounds N]

Telling filters of customers over HTTP from a whole server on MariaDB/MySQL: the first page, the count that is answered at once, and how
long the exact figure takes when it is asked on and on. Target at 1,000,000: first page p95 ≤ 50 ms, count p95 ≤ 300 ms.`;

const PAGE = 20;
const WARM_UP = 5;

const stage: Filter = { field: 'stage', op: 'any', values: ['01STAGE0000000000000000002'] };
const FILTERS: [name: string, filter: Filter][] = [
  ['a profile: women', { field: 'gender', op: 'any', values: ['2'] }],
  ['a common tag', { field: 'tag', op: 'any', values: [COMMON_TAG] }],
  ['a tag, without another', { all: [tag(COMMON_TAG), { not: tag('et5') }] }],
  ['no tag of three', { field: 'tag', op: 'none', values: [COMMON_TAG, 'et5', 'et6'] }],
  ['a stage', stage],
  ['a stage and women of a tag', { all: [stage, tag(COMMON_TAG), { field: 'gender', op: 'any', values: ['2'] }] }],
  ['a tag or a stage', { any: [tag('et5'), stage] }],
  ['wrote three times in 30 days', counted('message_received', 30, 3)],
  ['wrote three times in 30 days, in a stage', { all: [counted('message_received', 30, 3), stage] }],
  ['followed up this week (one in 2,000)', counted('follow_up', 7, 1)],
  ['never wrote in 90 days', { field: 'behaviour', op: 'count', values: ['message_received'], days: 90, max: 0 }],
  [
    'a tag, not contacted for 7 days',
    { all: [tag(COMMON_TAG), { not: { field: 'last_contact_at', op: 'within_days', days: 7 } }] },
  ],
  ['contacted today', { field: 'last_contact_at', op: 'within_days', days: 1 }],
];

export async function main(args: string[]): Promise<void> {
  if (args.includes('--help')) return console.log(HELP);
  const option = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const size = Number(option('--size') ?? 1_000_000);
  const rounds = Number(option('--rounds') ?? 60);
  printMachine();
  const database = await openBenchMysql();
  if (!database) throw new Error('needs MariaDB or MySQL: set TEST_DATABASE_URL');
  const folder = mkdtempSync(join(tmpdir(), 'zhike-bench-'));
  const server = await startServer(configFor(database.url, folder), { log: createLogger('error') });
  try {
    await fillCorp(server.deps.db);
    await fillCustomers(server.deps.db, 0, size, console.log);
    const admin = await signedIn(server, 'rep1');
    let [slowestPage, slowestCount] = [0, 0];
    for (const [name, filter] of FILTERS) {
      const page = await p95Of(rounds, () => admin({ filter, limit: PAGE }));
      const count = await p95Of(rounds, () => admin({ filter }, countCustomers.path));
      const exact = await countToTheEnd(admin, filter);
      slowestPage = Math.max(slowestPage, page);
      slowestCount = Math.max(slowestCount, count);
      console.log(
        `  ${name}: page p95 ${round(page)} ms, count p95 ${round(count)} ms (${exact.first}); ` +
          `exactly ${exact.count} after ${exact.requests} requests in ${round(exact.tookMs)} ms`,
      );
    }
    verdict(`first page, slowest filter, p95 at ${size}`, slowestPage, { atMost: 50, unit: 'ms' });
    verdict(`count at once, slowest filter, p95 at ${size}`, slowestCount, { atMost: 300, unit: 'ms' });
  } finally {
    await server.close();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function p95Of(rounds: number, ask: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < rounds + WARM_UP; turn++) {
    const started = performance.now();
    await ask();
    if (turn >= WARM_UP) times.push(performance.now() - started);
  }
  return summary(times).p95;
}

/** As a page does it: on and on with the cursor. */
async function countToTheEnd(ask: Ask, filter: Filter) {
  const started = performance.now();
  let first = '';
  for (let cursor: string | undefined, requests = 1; ; requests++) {
    const answer = await ask({ filter, cursor }, countCustomers.path);
    first ||= answer.cursor ? `at once ${answer.count}+` : 'exact at once';
    if (!answer.cursor) return { first, count: answer.count!, requests, tookMs: performance.now() - started };
    cursor = answer.cursor;
  }
}

function tag(tagId: string): Filter {
  return { field: 'tag', op: 'any', values: [tagId] };
}

function counted(kind: string, days: number, min: number): Filter {
  return { field: 'behaviour', op: 'count', values: [kind], days, min };
}

await main(process.argv.slice(2));
