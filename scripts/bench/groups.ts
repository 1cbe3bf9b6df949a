import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '@zhike/server/config';
import { createLogger } from '@zhike/server/platform/log';
import { startServer } from '@zhike/server/server';
import { listGroupMembers } from '@zhike/shared/contracts/group-chat';
import { signedIn } from './lib/api-server.ts';
import { type Asking, openAsking } from './lib/asking.ts';
import { freePort } from './lib/free-port.ts';
import { openBenchMysql } from './lib/mysql.ts';
import { printMachine, round, summary, verdict } from './lib/report.ts';
import {
  killHard,
  type SandboxProcess,
  serverEnvironment,
  spawnSandbox,
  startBuiltServer,
} from './lib/sandboxed-server.ts';
import { callsRefusedForLimits, callsTo, readMetrics, residentMb } from './lib/server-figures.ts';

const HELP = `npm run bench -- groups [--memberships 500000] [--small 50000] [--rush 1000] [--engine sqlite|mysql]

The first full reading of customer groups of 50 people each, with the sandbox keeping WeCom's limits, once small and once large: the
server's heap must not grow with them, and no call may be refused for a limit. Then so many people join one group within a moment, told
one by one: how often the group is read, and whether its list is WeCom's in the end. Then pages of group members over HTTP. Targets: heap
growth ≤ 20 %, ≤ 20 readings and no difference, page p95 ≤ 50 ms.`;

const PEOPLE_A_GROUP = 50;
const REP = 'rep0001';
const GET = 'groupchat/get';
const ROUNDS = 200;

interface Sizes {
  small: number;
  large: number;
  rush: number;
}

export async function main(args: string[]): Promise<void> {
  if (args.includes('--help')) return console.log(HELP);
  const option = (name: string, fallback: number) => Number(args[args.indexOf(name) + 1]) || fallback;
  const sizes = {
    small: option('--small', 50_000),
    large: option('--memberships', 500_000),
    rush: option('--rush', 1_000),
  };
  const engine = args.includes('--engine') ? args[args.indexOf('--engine') + 1] : null;
  printMachine();
  if (engine !== 'mysql') await measure('SQLite', sizes, (folder) => `sqlite:${join(folder, 'zhike.sqlite')}`);
  if (engine === 'sqlite') return;
  const databases = [await openBenchMysql(), await openBenchMysql()];
  if (!databases[0]) return console.log('MySQL: left out');
  try {
    await measure('MariaDB/MySQL', sizes, (_folder, turn) => databases[turn]!.url);
  } finally {
    for (const database of databases) await database?.drop();
  }
}

async function measure(
  name: string,
  { small, large, rush }: Sizes,
  urlOf: (folder: string, turn: number) => string,
): Promise<void> {
  const before = await inNewFolder((folder) => readAll(name, small, 0, folder, urlOf(folder, 0)));
  const after = await inNewFolder((folder) => readAll(name, large, rush, folder, urlOf(folder, 1)));
  const growth = (after.heapMb / before.heapMb - 1) * 100;
  verdict(`${name}: heap growth from ${small} to ${large} memberships`, growth, { atMost: 20, unit: '%' });
}

async function inNewFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'zhike-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function readAll(
  name: string,
  memberships: number,
  rush: number,
  folder: string,
  databaseUrl: string,
): Promise<{ heapMb: number }> {
  const groups = Math.ceil(memberships / PEOPLE_A_GROUP);
  const corp = ['--members', '100', '--relations', '1000', '--groups', groups, '--group-members', memberships];
  const port = await freePort();
  const sandbox = await spawnSandbox([...corp.map(String), '--quiet'], {
    CALLBACK_URL: `http://127.0.0.1:${port}/wecom/callback`,
  });
  const environment = serverEnvironment(sandbox, port, {
    DATABASE_URL: databaseUrl,
    DATA_DIR: folder,
    ADMIN_USER_IDS: REP,
  });
  const server = await startBuiltServer(environment);
  const database = await openAsking(databaseUrl);
  try {
    const started = performance.now();
    const heaps: number[] = [];
    let peakMb = 0;
    await until(database, "SELECT COUNT(*) = 0 FROM sync_job WHERE kind = 'groups' AND status = 'done'", async () => {
      // Only while groups are read: before that there are members and customers.
      const isReading = await database.count(
        "SELECT COUNT(*) FROM sync_job WHERE kind = 'groups' AND status = 'running'",
      );
      peakMb = Math.max(peakMb, residentMb(server.child.pid!));
      if (isReading > 0) heaps.push(heapMb(await readMetrics(server.origin)));
    });
    const seconds = (performance.now() - started) / 1000;
    const stored = await database.count('SELECT COUNT(*) FROM group_member WHERE left_at IS NULL');
    const { p50, max } = summary(heaps);
    console.log(
      `${name}: ${stored} memberships of ${groups} groups in ${round(seconds)} s (${round(stored / seconds)}/s); heap ${round(p50)} MB in the middle, ${round(max)} MB at most; peak memory ${Math.round(peakMb)} MB`,
    );
    verdict(`${name}: memberships missing`, memberships - stored, { atMost: 0, unit: '' });
    const metrics = await readMetrics(server.origin);
    verdict(`${name}: calls refused for a limit`, callsRefusedForLimits(metrics), { atMost: 0, unit: '' });
    if (rush > 0) await rushIntoOne(name, rush, sandbox, server.origin, database);
    await killHard(server);
    if (rush > 0) await turnPages(name, environment, database);
    return { heapMb: p50 };
  } finally {
    await database.close();
    if (server.child.exitCode === null && !server.child.killed) await killHard(server);
    sandbox.stop();
  }
}

/** So many scan the code of one group within a moment. */
async function rushIntoOne(
  name: string,
  people: number,
  { credentials }: SandboxProcess,
  origin: string,
  database: Asking,
): Promise<void> {
  const ask = async <T>(path: string, body?: object): Promise<T> => {
    const answer = await fetch(
      `${credentials.control}/${path}`,
      body && { method: 'POST', body: JSON.stringify(body) },
    );
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const made = await ask<{ group: { chatId: string } }>('groups', {
    owner: REP,
    name: '抢购群',
    capacity: people + 10,
  });
  const { chatId } = made.group;
  await until(database, `SELECT COUNT(*) = 0 FROM group_chat WHERE chat_id = '${chatId}'`);
  const readings = async () => callsTo(await readMetrics(origin), GET);
  const before = await readings();
  const started = performance.now();
  await ask(`groups/${chatId}/rush`, { people });
  const present = `SELECT COUNT(*) FROM group_member WHERE chat_id = '${chatId}' AND left_at IS NULL`;
  await until(database, `SELECT (${present}) <= ${people}`);
  await until(database, `SELECT COUNT(*) FROM group_reading WHERE chat_id = '${chatId}'`);
  const seconds = (performance.now() - started) / 1000;
  const inWecom = await ask<{ members: { id: string }[] }>(`groups/${chatId}`);
  const inBooks = await database.rows<{ member_id: string }>(
    `SELECT member_id FROM group_member WHERE chat_id = '${chatId}' AND left_at IS NULL`,
  );
  const wanted = new Set(inWecom.members.map(({ id }) => id));
  const wrong = inBooks.filter((row) => !wanted.has(row.member_id)).length + Math.abs(wanted.size - inBooks.length);
  console.log(`${name}: ${people} people joined one group, in our books after ${round(seconds)} s`);
  verdict(`${name}: readings of that group`, (await readings()) - before, { atMost: 20, unit: '' });
  verdict(`${name}: people wrong in its list`, wrong, { atMost: 0, unit: '' });
}

/** Pages of members of groups over HTTP, from the first to the last of the biggest group and of many others. */
async function turnPages(name: string, environment: Record<string, string>, database: Asking): Promise<void> {
  const config = readConfig({ ...environment, PORT: '0', WECOM_API_BASE: 'http://127.0.0.1:9' });
  const groups = await database.rows<{ chat_id: string }>(
    'SELECT chat_id FROM group_chat ORDER BY member_count DESC, chat_id LIMIT 50',
  );
  const server = await startServer(config, { log: createLogger('error') });
  try {
    const ask = await signedIn(server, REP);
    const times: number[] = [];
    for (let turn = 0, cursor: string | undefined; turn < ROUNDS + 10; turn++) {
      const chatId = groups[cursor ? 0 : turn % groups.length]!.chat_id;
      const path = listGroupMembers.path.replace(':chatId', encodeURIComponent(chatId));
      const started = performance.now();
      const page = await ask({ limit: 50, cursor }, path);
      if (turn >= 10) times.push(performance.now() - started);
      // The biggest group is turned from page to page, the others are opened.
      cursor = chatId === groups[0]!.chat_id ? (page.nextCursor ?? undefined) : undefined;
    }
    const { p50, p95 } = summary(times);
    console.log(`${name}: page of group members, p50 ${round(p50)} ms`);
    verdict(`${name}: page of group members, p95`, p95, { atMost: 50, unit: 'ms' });
  } finally {
    await server.close();
  }
}

const heapMb = (metrics: string) =>
  Number(/^nodejs_heap_size_used_bytes (\S+)$/m.exec(metrics)?.[1] ?? Number.NaN) / 2 ** 20;

/** Asks twice a second until the answer is 0. */
async function until(
  database: Asking,
  sql: string,
  meanwhile: () => Promise<void> = async () => undefined,
): Promise<void> {
  while ((await database.count(sql)) > 0) {
    await meanwhile();
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

await main(process.argv.slice(2));
