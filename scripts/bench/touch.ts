import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mintLink } from '@zhike/server/domains/touch/links';
import { digestOf } from '@zhike/server/domains/visitor/hear-beats';
import { insertRows } from '@zhike/server/platform/database/sql';
import { newId } from '@zhike/server/platform/id';
import { createLogger } from '@zhike/server/platform/log';
import { type RunningServer, startServer } from '@zhike/server/server';
import type { BeatSent } from '@zhike/shared/contracts/visitor';
import { BEATS_PATH } from '@zhike/shared/visitor-paths';
import { configFor } from './lib/api-server.ts';
import { openAsking } from './lib/asking.ts';
import { requestsPerSecond } from './lib/load.ts';
import { openBenchMysql } from './lib/mysql.ts';
import { printMachine, round, verdict } from './lib/report.ts';

const HELP = `npm run bench -- touch [--engine sqlite|mysql] [--visits 6000] [--listening]

Beats of customers who read a brochure, over HTTP, 256 connections: a tenth begin a visit (a browser, its own link, an event, counters), the
rest go on with one. Each is answered when it is committed to disk. \`--listening\`: beside everything that hears of an opening. Afterwards every visit and every page is read back and compared.
Target: ≥ 3,000 a second on two cores, none lost.`;

const ROLES = { sqlite: ['api', 'worker', 'scheduler'], mysql: ['api'] } as const;
const BEATS = 10;
/** Phones, each on its own line. */
const CONNECTIONS = 256;
const LINKS = 500;
const PAGES = 12;
const USER_AGENT =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.54';

interface Reader {
  token: string;
  visit: string;
  key: string;
}

export async function main(args: string[]): Promise<void> {
  if (args.includes('--help')) return console.log(HELP);
  const option = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const visits = Number(option('--visits') ?? 6_000);
  const engine = option('--engine') ?? 'sqlite';
  printMachine();
  const folder = mkdtempSync(join(tmpdir(), 'zhike-bench-'));
  const mysql = engine === 'mysql' ? await openBenchMysql() : null;
  if (engine === 'mysql' && !mysql) throw new Error('needs MariaDB or MySQL: set TEST_DATABASE_URL');
  const url = mysql?.url ?? `sqlite:${join(folder, 'bench.sqlite')}`;
  // On SQLite one process plays all roles; what is measured is the acknowledgement, so nobody listens to what began.
  const config = { ...configFor(url, folder), roles: [...ROLES[engine === 'mysql' ? 'mysql' : 'sqlite']] };
  const listening = args.includes('--listening') ? {} : { scenarios: [] };
  const server = await startServer(config, { log: createLogger('error'), ...listening });
  try {
    const keys = await givenLinks(server);
    // Warms up the same path.
    await requestsPerSecond(portOf(server), requestsOf(readersOf(keys, 300)), { durationMs: 60_000, each: 'once' });
    const readers = readersOf(keys, visits);
    const before = process.cpuUsage();
    const perSecond = await requestsPerSecond(portOf(server), requestsOf(readers), {
      connections: CONNECTIONS,
      durationMs: 600_000,
      each: 'once',
    });
    const { user, system } = process.cpuUsage(before);
    const cost = Math.round((user + system) / (visits * BEATS));
    console.log(
      `${visits} visits, ${visits * BEATS} beats, ${LINKS} links: ${Math.round(perSecond)}/s, ${cost} µs of the server’s CPU each`,
    );
    const lost = await countLost(url, readers);
    verdict(`${engine}: visit events a second, durable`, round(perSecond), { atLeast: 3_000, unit: '/s' });
    verdict(`${engine}: visits lost or different`, lost, { atMost: 0, unit: '' });
  } finally {
    await server.close();
    await mysql?.drop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function givenLinks({ deps }: RunningServer): Promise<string[]> {
  const now = deps.clock.now();
  const materialId = newId();
  return deps.db.transaction(async (tx) => {
    await insertRows(tx, 'material', [
      {
        id: materialId,
        kind: 'brochure',
        title: '产品手册',
        description: '',
        search_text: '产品手册',
        version: 1,
        content: JSON.stringify({ kind: 'brochure', assetId: newId() }),
        pages_state: 'ready',
        pages: PAGES,
        is_retired: 0,
        sent: LINKS,
        opened: 0,
        created_by: 'rep1',
        created_at: now,
        updated_at: now,
      },
    ]);
    const keys: string[] = [];
    for (let index = 0; index < LINKS; index += 1)
      keys.push(
        await mintLink(tx, {
          subject: { kind: 'material', id: materialId },
          userId: `rep${index % 50}`,
          // Half of them were sent to somebody, so that the first who opens counts as her.
          customerId: index % 2 === 0 ? newId() : null,
          now,
        }),
      );
    return keys;
  });
}

function readersOf(keys: readonly string[], visits: number): Reader[] {
  return Array.from({ length: visits }, (_, index) => ({
    token: randomBytes(16).toString('base64url'),
    visit: randomBytes(16).toString('hex'),
    key: keys[index % keys.length]!,
  }));
}

/** What the last beat has said. */
const beatOf = ({ token, visit, key }: Reader, seq: number): BeatSent => ({
  key,
  token,
  visit,
  seq,
  seconds: seq * 6,
  percent: Math.min(100, seq * 8),
  page: Math.min(PAGES, seq),
  pageSeconds: [[Math.min(PAGES, seq), 5]],
});

/** A few hundred read at once, each a beat after the other, as customers do; new ones come all the time. */
function requestsOf(readers: readonly Reader[]): string[] {
  const AT_ONCE = 500;
  const requests: string[] = [];
  for (let start = 0; start < readers.length; start += AT_ONCE)
    for (let seq = 1; seq <= BEATS; seq += 1)
      for (const reader of readers.slice(start, start + AT_ONCE)) {
        const body = JSON.stringify(beatOf(reader, seq));
        requests.push(
          `POST ${BEATS_PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: ${USER_AGENT}\r\n${seq > 1 ? `Cookie: zhike_visitor=${reader.token}\r\n` : ''}Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
        );
      }
  return requests;
}

/** Looked at from outside: what is on the disk counts. */
async function countLost(url: string, readers: readonly Reader[]): Promise<number> {
  const database = await openAsking(url);
  try {
    const rows = await database.rows<{
      visit_key: string;
      seconds: number;
      percent: number;
      place: number;
      told: string;
    }>('SELECT visit_key, seconds, percent, place, opened_event_id AS told FROM visit');
    const pages = await database.rows<{ visit_key: string; pages: number; seconds: number }>(
      'SELECT visit_key, COUNT(*) AS pages, SUM(seconds) AS seconds FROM visit_page GROUP BY visit_key',
    );
    const visitOf = new Map(rows.map((row) => [row.visit_key, row]));
    const pagesOf = new Map(pages.map((row) => [row.visit_key, row]));
    const last = BEATS;
    return readers.filter(({ token, visit }) => {
      const key = digestOf(`${token} ${visit}`);
      const [row, seen] = [visitOf.get(key), pagesOf.get(key)];
      return !(
        row?.told &&
        Number(row.seconds) === last * 6 &&
        Number(row.percent) === last * 8 &&
        Number(row.place) === last * 1024 + last &&
        Number(seen?.pages) === last &&
        Number(seen?.seconds) === last * 5
      );
    }).length;
  } finally {
    await database.close();
  }
}

const portOf = ({ origin }: RunningServer) => Number(new URL(origin!).port);

await main(process.argv.slice(2));
