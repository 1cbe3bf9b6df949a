import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { archiveEnvironment, type Beside, cursorAhead, reportBeside, startBeside } from './lib/archive-and-groups.ts';
import { friendAddedXml, signedCallback } from './lib/callback-requests.ts';
import { type Asking, openAsking } from './lib/asking.ts';
import { freePort } from './lib/free-port.ts';
import { openBenchMysql } from './lib/mysql.ts';
import { printMachine, verdict } from './lib/report.ts';
import {
  killHard,
  type SandboxProcess,
  type ServerProcess,
  serverEnvironment,
  spawnSandbox,
  startBuiltServer,
} from './lib/sandboxed-server.ts';

const HELP = `npm run bench -- crash [--callbacks N] [--kills N] [--messages N] [--people N] [--engine sqlite|mysql]

Friend-added callbacks (20,000 by default), a tenth of them twice, in random order, while the server is killed with kill -9 at 50 random
moments and started again. A callback without its 200 is repeated, as WeCom does. Meanwhile messages (20,000) appear in the chat archive
and are pulled, and strangers (2,000) rush into one customer group. At the end everything is counted in the database: nothing
acknowledged may be missing, no effect may have happened twice, and the archive's cursor may never have been ahead of the store.`;

const CONNECTIONS = 24;
/** What goes on beside the callbacks comes in so many portions. */
const PORTIONS = 10;

async function main(args: string[]): Promise<void> {
  if (args.includes('--help')) return console.log(HELP);
  const option = (name: string, fallback: number) => Number(args[args.indexOf(name) + 1]) || fallback;
  const engine = args.includes('--engine') ? args[args.indexOf('--engine') + 1] : null;
  const [callbacks, kills] = [option('--callbacks', 20_000), option('--kills', 50)];
  const beside = { messages: option('--messages', 20_000), people: option('--people', 2_000) };
  printMachine();
  if (engine !== 'mysql') await crashTest('SQLite', { callbacks, kills, beside }, null);
  const database = engine === 'sqlite' ? null : await openBenchMysql();
  if (!database) return console.log('MySQL: left out');
  try {
    await crashTest('MariaDB/MySQL', { callbacks, kills, beside }, database.url);
  } finally {
    await database.drop();
  }
}

interface Size {
  callbacks: number;
  kills: number;
  beside: Beside;
}

async function crashTest(
  name: string,
  { callbacks: total, kills, beside }: Size,
  mysqlUrl: string | null,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'zhike-bench-'));
  const databaseUrl = mysqlUrl ?? `sqlite:${join(folder, 'zhike.sqlite')}`;
  // As many people as callbacks exist in the sandbox, so that every scenario can do its work.
  const sandbox = await spawnSandbox(['--members', '50', '--relations', String(total), '--quiet']);
  const environment = serverEnvironment(sandbox, await freePort(), {
    DATABASE_URL: databaseUrl,
    DATA_DIR: folder,
    ...archiveEnvironment(sandbox),
  });
  try {
    const relations = await relationsOf(sandbox, total);
    let server: ServerProcess = await startBuiltServer(environment);
    const messages = shuffled([...relations, ...relations.filter((_, index) => index % 10 === 0)]).map(
      ({ userId, externalUserId, at }) =>
        friendAddedXml(sandbox.credentials.corpId!, 0, { userId, externalUserId, state: '', createTime: at }),
    );
    const others = await startBeside(sandbox, server.origin, beside, PORTIONS);
    let mostAhead = 0;
    const acknowledged = new Set<string>();
    let next = 0;
    let killed = 0;
    let restarting: Promise<void> | null = null;
    const credentials = {
      corpId: sandbox.credentials.corpId!,
      token: sandbox.credentials.callbackToken!,
      aesKey: sandbox.credentials.callbackAesKey!,
    };

    const deliver = async (message: string) => {
      for (;;) {
        await restarting;
        const { query, body } = signedCallback(credentials, message);
        const status = await fetch(`${server.origin}/wecom/callback?${query}`, {
          method: 'POST',
          body,
          signal: AbortSignal.timeout(5_000),
        }).then(
          async (answer) => (await answer.arrayBuffer(), answer.status),
          () => 0,
        );
        if (status === 200) return void acknowledged.add(message);
        if (status !== 0 && status < 500) throw new Error(`a callback was refused with ${status}`);
        await sleep(20);
      }
    };
    const moments = Array.from({ length: kills }, () => Math.floor(Math.random() * messages.length)).sort(
      (a, b) => a - b,
    );
    const crash = async () => {
      await killHard(server);
      mostAhead = Math.max(mostAhead, await cursorAhead(databaseUrl));
      // Another process waits a minute for what a dead one held; here there is no other, and no minute.
      if (mysqlUrl) await freeLeases(mysqlUrl);
      server = await startBuiltServer(environment);
    };
    /** One portion after another, as the callbacks go on. */
    const tellOthers = async () => {
      for (let told = 0; !others.isOver(); told += 1) {
        while (next < (messages.length * told) / PORTIONS) await sleep(50);
        await others.next();
      }
    };
    const telling = tellOthers();
    await Promise.all(
      Array.from({ length: CONNECTIONS }, async () => {
        while (next < messages.length) {
          const index = next++;
          if (moments[killed] !== undefined && index >= moments[killed]! && !restarting) {
            killed += 1;
            restarting = crash().finally(() => {
              restarting = null;
            });
          }
          await deliver(messages[index]!);
        }
      }),
    );
    for (; killed < kills; killed++) {
      // What is left happens while the backlog is worked off.
      await sleep(Math.random() * 400);
      await crash();
    }
    console.log(
      `${name}: ${messages.length} callbacks acknowledged, server killed ${killed} times; working off the rest`,
    );
    await telling;
    await others.arrived();
    const database = await openAsking(databaseUrl);
    await report(name, database, acknowledged.size);
    await reportBeside(name, database, beside);
    verdict(`${name}: cursor ahead of the store`, mostAhead, { atMost: 0, unit: '' });
    await database.close();
    await killHard(server);
  } finally {
    sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function freeLeases(url: string): Promise<void> {
  const database = await openAsking(url);
  await database.rows('UPDATE lease SET `until` = 1');
  await database.close();
}

async function report(name: string, database: Asking, distinct: number): Promise<void> {
  const open =
    "SELECT (SELECT COUNT(*) FROM inbox WHERE status = 'waiting') + (SELECT COUNT(*) FROM scenario_run WHERE status IN ('waiting', 'running'))";
  for (let last = Number.NaN; ; ) {
    const left = await database.count(open);
    if (left === 0) break;
    if (left !== last) console.log(`  ${left} left`);
    last = left;
    await sleep(3_000);
  }
  const count = (sql: string) => database.count(sql);
  const events = await count("SELECT COUNT(*) FROM event WHERE type = 'external_contact.added'");
  const archivedTwice = await count(
    "SELECT COUNT(*) FROM (SELECT cause_event_id FROM event WHERE type = 'customer.archived' AND cause_event_id IS NOT NULL GROUP BY cause_event_id HAVING COUNT(*) > 1) AS d",
  );
  const firstsTwice = await count(
    "SELECT COUNT(*) FROM (SELECT customer_id, member_user_id FROM event WHERE type = 'customer.archived' AND payload LIKE '%\"viaSync\":false%' GROUP BY customer_id, member_user_id HAVING COUNT(*) > 1) AS d",
  );
  const relationsTwice = await count(
    'SELECT COUNT(*) FROM (SELECT user_id, external_user_id FROM follow_user GROUP BY user_id, external_user_id HAVING COUNT(*) > 1) AS d',
  );
  const tasksTwice = await count(
    "SELECT COUNT(*) FROM (SELECT customer_id, assignee_user_id FROM task WHERE kind = 'first_follow_up' GROUP BY customer_id, assignee_user_id HAVING COUNT(*) > 1) AS d",
  );
  const relations = await count('SELECT COUNT(*) FROM follow_user');
  const unarchived = await count(
    "SELECT COUNT(*) FROM event e WHERE e.type = 'external_contact.added' AND NOT EXISTS (SELECT 1 FROM scenario_run r WHERE r.event_id = e.id AND r.scenario = 'archive-external-contact' AND r.status IN ('done', 'skipped'))",
  );
  const gaveUp = await count("SELECT COUNT(*) FROM scenario_run WHERE status = 'gave_up'");
  console.log(`  events ${events}, relations ${relations}, given up ${gaveUp}`);
  verdict(`${name}: lost callbacks`, distinct - events, { atMost: 0, unit: '' });
  verdict(`${name}: events not worked off`, unarchived, { atMost: 0, unit: '' });
  console.log(
    `  doubled: events ${events - distinct}, archived ${archivedTwice}, first archived ${firstsTwice}, relations ${relationsTwice}, first tasks ${tasksTwice}`,
  );
  verdict(`${name}: effects doubled`, events - distinct + archivedTwice + firstsTwice + relationsTwice + tasksTwice, {
    atMost: 0,
    unit: '',
  });
}

async function relationsOf(
  { credentials }: SandboxProcess,
  total: number,
): Promise<{ userId: string; externalUserId: string; at: number }[]> {
  const token = (
    (await (
      await fetch(
        `${credentials.api}/cgi-bin/gettoken?corpid=${credentials.corpId}&corpsecret=${credentials.agentSecret}`,
      )
    ).json()) as { access_token: string }
  ).access_token;
  const post = async (path: string, body: object) =>
    (await (
      await fetch(`${credentials.api}/cgi-bin/${path}?access_token=${token}`, {
        method: 'POST',
        body: JSON.stringify(body),
      })
    ).json()) as Record<string, never>;
  const { follow_user: members } = (await (
    await fetch(`${credentials.api}/cgi-bin/externalcontact/get_follow_user_list?access_token=${token}`)
  ).json()) as { follow_user: string[] };
  const relations: { userId: string; externalUserId: string; at: number }[] = [];
  for (let cursor = ''; relations.length < total; ) {
    const page = (await post('externalcontact/batch/get_by_user', {
      userid_list: members.slice(0, 100),
      cursor,
      limit: 100,
    })) as unknown as {
      external_contact_list: {
        external_contact: { external_userid: string };
        follow_info: { userid: string; createtime: number };
      }[];
      next_cursor: string;
    };
    for (const { external_contact: contact, follow_info: follow } of page.external_contact_list)
      relations.push({ userId: follow.userid, externalUserId: contact.external_userid, at: follow.createtime });
    cursor = page.next_cursor;
    if (!cursor) break;
  }
  return relations.slice(0, total);
}

function shuffled<T>(items: T[]): T[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [items[i], items[j]] = [items[j]!, items[i]!];
  }
  return items;
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

await main(process.argv.slice(2));
