import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RsaPool } from '@zhike/server/wecom/archive/rsa-pool';
import { createHttpSource } from '@zhike/server/wecom/archive/http-source';
import { type Asking, openAsking } from './lib/asking.ts';
import { freePort } from './lib/free-port.ts';
import { manyWords } from './lib/many-messages.ts';
import { openBenchMysql } from './lib/mysql.ts';
import { printMachine, round, verdict } from './lib/report.ts';
import {
  killHard,
  type SandboxProcess,
  serverEnvironment,
  spawnSandbox,
  startBuiltServer,
} from './lib/sandboxed-server.ts';
import { signIn } from './lib/signed-in.ts';

const HELP = `npm run bench -- archive [--messages 200000] [--engine sqlite|mysql]

The sandbox makes up chats; a built server pulls them over HTTP, opens, stores and matches them against 5,000 words of rules and quality
checks. Beside it, before and after, what this machine does when all cores do nothing but the RSA decryptions. Targets: stored ≥ 60 % of
that rate; the server's event loop is late by ≤ 50 ms (p99) meanwhile; whoever reads along has caught up ≤ 10 s after the last message.`;

const MEMBERS = 50;
const RELATIONS = 2_000;
const RULES = 400;
const WORD_GROUPS = 10;
const WORDS_OF_GROUP = 100;
/** Said now and then in the sandbox's talks; the other words hardly ever. */
const SAID = ['投诉', '发票', '几点开始'];
const SAID_BY_MEMBERS = ['微信转', '再便宜'];
const RSA_ITEMS = 4_000;

type Call = Awaited<ReturnType<typeof signIn>>;

async function main(args: string[]): Promise<void> {
  if (args.includes('--help')) return console.log(HELP);
  const messages = args.includes('--messages') ? Number(args[args.indexOf('--messages') + 1]) : 200_000;
  const engine = args.includes('--engine') ? args[args.indexOf('--engine') + 1] : null;
  printMachine();
  const folder = mkdtempSync(join(tmpdir(), 'zhike-bench-'));
  try {
    if (engine !== 'mysql') await measure('SQLite', `sqlite:${join(folder, 'zhike.sqlite')}`, folder, messages);
    const database = engine === 'sqlite' ? null : await openBenchMysql();
    if (!database) return console.log('MySQL: left out');
    try {
      await measure('MariaDB/MySQL', database.url, folder, messages);
    } finally {
      await database.drop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(name: string, databaseUrl: string, folder: string, messages: number): Promise<void> {
  const sandbox = await spawnSandbox(['--members', String(MEMBERS), '--relations', String(RELATIONS), '--quiet']);
  const { credentials } = sandbox;
  const [admin] = (
    (await (await fetch(`${credentials.control}/members?limit=1`)).json()) as { items: { userId: string }[] }
  ).items;
  const environment = serverEnvironment(sandbox, await freePort(), {
    DATABASE_URL: databaseUrl,
    DATA_DIR: folder,
    ADMIN_USER_IDS: admin!.userId,
    WECOM_ARCHIVE_SECRET: credentials.archiveSecret!,
    WECOM_ARCHIVE_PRIVATE_KEYS: JSON.stringify(credentials.archivePrivateKeys),
    WECOM_ARCHIVE_SOURCE: 'http',
    WECOM_ARCHIVE_HTTP_BASE: credentials.api!,
  });
  let server = await startBuiltServer(environment);
  const database = await openAsking(databaseUrl);
  try {
    await until('the customers', () => isSettled(database));
    await saveWords(await signIn(server.origin, admin!.userId));
    // The made-up talk was said before; rules and checks look at nothing from before they were on.
    for (const table of ['rule', 'quality_word_group']) await database.rows(`UPDATE ${table} SET on_since = 0`);
    await killHard(server);
    await post(`${credentials.control}/generate-chats`, { messages });
    const before = await onlyRsa(sandbox);
    server = await startBuiltServer(environment, { withLoopDelay: true });
    const run = await watch(database, messages);
    const delay = await server.loopDelay();
    await killHard(server);
    const rsa = (before + (await onlyRsa(sandbox))) / 2;

    const rate = run.stored / run.seconds;
    const acted = await database.count('SELECT COUNT(*) FROM rule_hit');
    const found = await database.count('SELECT COUNT(*) FROM quality_hit');
    console.log(
      `${name}: ${run.stored} messages in ${round(run.seconds)} s, ${round(rate)}/s; RSA alone ${round(rsa)}/s (${round(before)} before); ` +
        `rules acted ${acted} times, quality checks found ${found}`,
    );
    verdict(`${name}: stored ÷ RSA alone`, rate / rsa, { atLeast: 0.6, unit: '' });
    verdict(`${name}: event-loop delay p99 (one look in 5 ms, the 5 included)`, delay.p99, { atMost: 50, unit: 'ms' });
    verdict(`${name}: caught up after the last message`, run.lag, { atMost: 10, unit: 's' });
  } finally {
    await database.close();
    await killHard(server);
    sandbox.stop();
  }
}

/** 5,000 words in rules and groups of sensitive words; few of them are said. */
async function saveWords(call: Call): Promise<void> {
  const words = manyWords(RULES * 10 + WORD_GROUPS * WORDS_OF_GROUP);
  for (let index = 0; index < RULES; index++) {
    const said = SAID[index];
    const any = [...(said ? [said] : []), ...words.splice(0, said ? 9 : 10)];
    const { id } = (await call('POST', '/api/automation/rules', {
      name: `压测规则 ${index + 1}`,
      when: { kind: 'message', keywords: { any }, inGroups: 'all' },
      actions: [{ kind: 'create_task', to: { kind: 'owner' }, title: '有人提到了' }],
      cooldownHours: 24 * 30,
    })) as { id: string };
    await call('POST', `/api/automation/rules/${id}/switch`, { isOn: true });
  }
  for (let index = 0; index < WORD_GROUPS; index++) {
    const said = SAID_BY_MEMBERS[index];
    await call('POST', '/api/quality/word-groups', {
      name: `压测敏感词 ${index + 1}`,
      level: 'low',
      speaker: 'both',
      words: [...(said ? [said] : []), ...words.splice(0, said ? WORDS_OF_GROUP - 1 : WORDS_OF_GROUP)],
      departmentIds: [],
      isOn: true,
    });
  }
}

/** All cores, and nothing else: decryptions a second. */
async function onlyRsa({ credentials }: SandboxProcess): Promise<number> {
  const source = createHttpSource({
    httpBase: credentials.api!,
    corpId: credentials.corpId!,
    secret: credentials.archiveSecret!,
    timeoutSeconds: 60,
  });
  const keys = credentials.archivePrivateKeys as unknown as Record<string, string>;
  const items: { encrypted: string; pem: string }[] = [];
  let after = 0n;
  while (items.length < RSA_ITEMS) {
    const envelopes = await source.pull(after, 1_000);
    if (envelopes.length === 0) break;
    after = envelopes.at(-1)!.seq;
    for (const { encryptedRandomKey: encrypted, keyVersion } of envelopes)
      items.push({ encrypted, pem: keys[keyVersion]! });
  }
  const pool = new RsaPool();
  // Workers start and read their keys.
  await pool.decrypt(items.slice(0, 200));
  const started = performance.now();
  const texts = await pool.decrypt(items);
  const seconds = (performance.now() - started) / 1000;
  await pool.close();
  if (texts.includes(null)) throw new Error('a random key could not be opened');
  return items.length / seconds;
}

/** From the first message in the books to the last, and until whoever reads along has read it. */
async function watch(database: Asking, messages: number): Promise<{ stored: number; seconds: number; lag: number }> {
  const position = () => database.count('SELECT COALESCE(MAX(position), 0) FROM archive_cursor');
  const behind = () => database.count('SELECT MIN(position) FROM bulk_cursor');
  let first = 0;
  await until('the first message', async () => (first = await position()) > 0, 5);
  const started = performance.now();
  let nextWord = messages / 4;
  await until(
    'the last message',
    async () => {
      const now = await position();
      if (now >= nextWord) {
        console.log(`  ${now} stored, whoever reads along at ${await behind()}`);
        nextWord += messages / 4;
      }
      return now >= messages;
    },
    100,
  );
  const ended = performance.now();
  await until('the readers', async () => (await behind()) >= messages, 100);
  return { stored: messages - first, seconds: (ended - started) / 1000, lag: (performance.now() - ended) / 1000 };
}

/** The first sync is over and everything it led to. */
async function isSettled(database: Asking): Promise<boolean> {
  const synced = "SELECT COUNT(*) FROM sync_job WHERE kind = 'customers' AND status = 'done'";
  const open =
    "SELECT EXISTS (SELECT 1 FROM scenario_run WHERE status IN ('waiting', 'running')) + EXISTS (SELECT 1 FROM outbox_command WHERE status IN ('waiting', 'sending'))";
  return (await database.count(synced)) > 0 && (await database.count(open)) === 0;
}

async function until(what: string, condition: () => Promise<boolean>, everyMs = 250): Promise<void> {
  const deadline = Date.now() + 1_800_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`waited 30 minutes for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

async function post(url: string, body: object): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${new URL(url).pathname}: ${answer.status} ${await answer.text()}`);
}

await main(process.argv.slice(2));
