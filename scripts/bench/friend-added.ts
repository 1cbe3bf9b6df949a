import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Asking, openAsking } from './lib/asking.ts';
import { friendAddedXml, rawRequest, signedCallback } from './lib/callback-requests.ts';
import { freePort } from './lib/free-port.ts';
import { requestsPerSecond } from './lib/load.ts';
import { openBenchMysql } from './lib/mysql.ts';
import { printMachine, round, summary, verdict } from './lib/report.ts';
import {
  killHard,
  type SandboxProcess,
  serverEnvironment,
  spawnSandbox,
  startBuiltServer,
} from './lib/sandboxed-server.ts';
import { signIn } from './lib/signed-in.ts';

const HELP = `npm run bench -- friend-added [--seconds N] [--rate N] [--backlog N] [--engine sqlite|mysql]

People scan 5 channel codes of 100 members each, 50 a second for 60 s; the sandbox posts the callbacks. From the accepted callback to:
the welcome call answered; all scenarios done. Then the same with a backlog of 100,000 other callbacks waiting.`;

const MEMBERS = 500;
const CODES = 5;

interface Run {
  seconds: number;
  rate: number;
  backlog: number;
}

async function main(args: string[]): Promise<void> {
  if (args.includes('--help')) return console.log(HELP);
  const option = (name: string, fallback: number) =>
    args.includes(name) ? Number(args[args.indexOf(name) + 1]) : fallback;
  const run: Run = {
    seconds: option('--seconds', 60),
    rate: option('--rate', 50),
    backlog: option('--backlog', 100_000),
  };
  const engine = args.includes('--engine') ? args[args.indexOf('--engine') + 1] : null;
  printMachine();
  const folder = mkdtempSync(join(tmpdir(), 'zhike-bench-'));
  try {
    if (engine !== 'mysql') await measure('SQLite', `sqlite:${join(folder, 'zhike.sqlite')}`, folder, run);
    const database = engine === 'sqlite' ? null : await openBenchMysql();
    if (!database) return console.log('MySQL: left out');
    try {
      await measure('MariaDB/MySQL', database.url, folder, run);
    } finally {
      await database.drop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(name: string, databaseUrl: string, folder: string, run: Run): Promise<void> {
  const port = await freePort();
  const sandbox = await spawnSandbox(['--members', String(MEMBERS), '--relations', '2000', '--quiet'], {
    CALLBACK_URL: `http://127.0.0.1:${port}/wecom/callback`,
    APP_URL: `http://127.0.0.1:${port}`,
  });
  const control = (path: string, body: object) => post(`${sandbox.credentials.control}/${path}`, body);
  const { items } = (await (await fetch(`${sandbox.credentials.control}/members?limit=${MEMBERS}`)).json()) as {
    items: { userId: string }[];
  };
  const userIds = items.map(({ userId }) => userId);
  const server = await startBuiltServer(
    serverEnvironment(sandbox, port, { DATABASE_URL: databaseUrl, DATA_DIR: folder, ADMIN_USER_IDS: userIds[0]! }),
  );
  const database = await openAsking(databaseUrl);
  try {
    await until(
      'the first sync',
      async () =>
        (await database.count("SELECT COUNT(*) FROM sync_job WHERE kind = 'customers' AND status = 'done'")) > 0,
    );
    const states = await createChannels(await signIn(server.origin, userIds[0]!), userIds, database);
    await until('quiet', () => isQuiet(database));

    const calm = await scanAll(`${name}`, { ...run, backlog: 0 }, states, control, database);
    verdict(`${name}: welcome answered, p99`, calm.welcome, { atMost: 1, unit: 's' });
    verdict(`${name}: all scenarios done, p99`, calm.done, { atMost: 5, unit: 's' });
    if (run.backlog > 0) {
      await postBacklog(sandbox, port, run.backlog);
      const behind = await scanAll(`${name} with a backlog`, run, states, control, database);
      verdict(`${name}: welcome answered with a backlog of ${run.backlog}, p99`, behind.welcome, {
        atMost: 1,
        unit: 's',
      });
    }
  } finally {
    await database.close();
    await killHard(server);
    sandbox.stop();
  }
}

async function createChannels(
  call: Awaited<ReturnType<typeof signIn>>,
  userIds: string[],
  database: Asking,
): Promise<string[]> {
  for (let index = 0; index < CODES; index++) {
    const members = userIds.slice(index * 100, index * 100 + 100).map((userId) => ({ userId, dailyCap: null }));
    await call('POST', '/api/channels', {
      name: `压测渠道 ${index + 1}`,
      members,
      remarkRule: '{昵称}-展会',
      welcome: { text: '你好 {客户昵称},我是{员工姓名}', attachments: [], byTimeOfDay: [] },
    });
  }
  await until(
    'the codes',
    async () => (await database.count('SELECT COUNT(*) FROM channel WHERE config_id IS NOT NULL')) >= CODES,
  );
  return (await database.rows<{ state: string }>('SELECT state FROM channel WHERE config_id IS NOT NULL')).map(
    ({ state }) => state,
  );
}

/** Edits of relations that exist: each makes a scenario read WeCom, like most of what a corp sends all day. */
async function postBacklog({ credentials }: SandboxProcess, port: number, size: number): Promise<void> {
  const own = { corpId: credentials.corpId!, token: credentials.callbackToken!, aesKey: credentials.callbackAesKey! };
  let made = 0;
  while (made < size) {
    const requests = Array.from({ length: 5_000 }, () =>
      rawRequest(
        signedCallback(
          own,
          friendAddedXml(own.corpId, made++).replace('add_external_contact', 'edit_external_contact'),
        ),
      ),
    );
    await requestsPerSecond(port, requests, { durationMs: 120_000, each: 'once' });
  }
  console.log(`  ${made} other callbacks posted`);
}

async function scanAll(
  name: string,
  { seconds, rate, backlog }: Run,
  states: string[],
  control: (path: string, body: object) => Promise<Record<string, string>>,
  database: Asking,
): Promise<{ welcome: number; done: number }> {
  const since = Date.now();
  const people: string[] = [];
  for (let index = 0; index < seconds * rate; index++)
    people.push((await control('customers', { name: `访客${index}` })).externalUserId!);
  const started = performance.now();
  await Promise.all(
    people.map(async (externalUserId, index) => {
      await sleep((index / rate) * 1000 - (performance.now() - started));
      await control('scan', { externalUserId, state: states[index % states.length]! });
    }),
  );
  if (backlog > 0)
    console.log(
      `  still waiting after the scans: ${await database.count("SELECT COUNT(*) FROM scenario_run WHERE status IN ('waiting','running')")} runs`,
    );
  await until(
    'the welcomes',
    async () =>
      (await database.count(
        `SELECT COUNT(*) FROM event WHERE type IN ('welcome.sent', 'welcome.missed') AND recorded_at >= ${since}`,
      )) >= people.length,
  );
  if (backlog === 0) await until('quiet', () => isQuiet(database));

  const welcomes = (
    await database.rows<{ type: string; payload: string }>(
      `SELECT type, payload FROM event WHERE type IN ('welcome.sent', 'welcome.missed') AND recorded_at >= ${since}`,
    )
  ).map((row) => ({
    missed: row.type === 'welcome.missed',
    ms: (JSON.parse(row.payload) as { latencyMs?: number }).latencyMs ?? 20_000,
  }));
  const welcome = summary(welcomes.map(({ ms }) => ms / 1000));
  const missed = welcomes.filter((one) => one.missed).length;
  console.log(
    `${name}: ${people.length} friends at ${rate}/s; welcome p50 ${round(welcome.p50)} s, p99 ${round(welcome.p99)} s, slowest ${round(welcome.max)} s, missed ${missed}`,
  );
  if (backlog > 0) return { welcome: welcome.p99, done: Number.NaN };
  const done = summary(await secondsUntilAllDone(database, since));
  console.log(
    `${name}: all scenarios done p50 ${round(done.p50)} s, p99 ${round(done.p99)} s, slowest ${round(done.max)} s`,
  );
  return { welcome: welcome.p99, done: done.p99 };
}

/** For each friend: from the accepted callback to the end of the last run that it led to, over all events it caused. */
async function secondsUntilAllDone(database: Asking, since: number): Promise<number[]> {
  const events = await database.rows<{ id: string; type: string; cause_event_id: string | null; payload: string }>(
    `SELECT id, type, cause_event_id, payload FROM event WHERE recorded_at >= ${since}`,
  );
  const runs = await database.rows<{ event_id: string; finished_at: number | string }>(
    `SELECT event_id, finished_at FROM scenario_run WHERE created_at >= ${since} AND finished_at IS NOT NULL`,
  );
  const byId = new Map(events.map((event) => [event.id, event]));
  const rootOf = (id: string): string => {
    const cause = byId.get(id)?.cause_event_id;
    return cause && byId.has(cause) ? rootOf(cause) : id;
  };
  const last = new Map<string, number>();
  for (const run of runs) {
    const root = rootOf(run.event_id);
    last.set(root, Math.max(last.get(root) ?? 0, Number(run.finished_at)));
  }
  return events.flatMap((event) =>
    event.type === 'external_contact.added' && last.has(event.id)
      ? [(last.get(event.id)! - (JSON.parse(event.payload) as { acceptedAt: number }).acceptedAt) / 1000]
      : [],
  );
}

async function isQuiet(database: Asking): Promise<boolean> {
  const open =
    "(SELECT COUNT(*) FROM inbox WHERE status = 'waiting') + (SELECT COUNT(*) FROM scenario_run WHERE status IN ('waiting', 'running')) + (SELECT COUNT(*) FROM outbox_command WHERE status IN ('waiting', 'sending') AND name <> 'deliver-notices')";
  return (await database.count(`SELECT ${open}`)) === 0;
}

async function until(what: string, condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 600_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`waited 10 minutes for ${what}`);
    await sleep(250);
  }
}

async function post(url: string, body: object): Promise<Record<string, string>> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${new URL(url).pathname}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Record<string, string>;
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));

await main(process.argv.slice(2));
