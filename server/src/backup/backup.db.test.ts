import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Config, readConfig } from '../config.ts';
import { FollowUserRow } from '../domains/customer/entity.ts';
import { readPhones, replacePhones } from '../domains/customer/phones.ts';
import { readBytes, storeBytes } from '../domains/media/files.ts';
import { entities } from '../entities.ts';
import { migrations } from '../migrations/index.ts';
import { connectDatabase } from '../platform/database/connect.ts';
import type { Database } from '../platform/database/database.ts';
import { execute, insertRows, select } from '../platform/database/sql.ts';
import { newId } from '../platform/id.ts';
import { createLogger } from '../platform/log.ts';
import { startServer } from '../server.ts';
import { builtFile } from '../test/built-file.ts';
import { givenCustomer } from '../test/given-customer.ts';
import { startTestServer, type TestServer } from '../test/start-test-server.ts';
import { testEnvironment } from '../test/test-config.ts';
import { createTestDatabase, type TestDatabase } from '../test/test-database.ts';
import { createBackup } from './create-backup.ts';
import { readManifest, writeManifest } from './manifest.ts';
import { REPLACE_WORDS, restoreBackup } from './restore-backup.ts';

const log = createLogger('silent');
const PHONE = '13812345678';
/** What a dump may stumble over: quotes, backslashes, control characters, line separators, emoji, bytes of every kind. */
const ODD_NAME = 'a\'b"c\\d\\n\n\r\t\u0000\u2028林晓雨😀`;--';
/** Below DATA_DIR. */
const FILE_OF_CHAT = 'files/chat/ab/abcd.01j';
const EVERY_BYTE = Buffer.from(Array.from({ length: 256 }, (_, n) => n));

let server: TestServer;
let customerId: string;
let upload: string;
const targets: TestDatabase[] = [];

beforeAll(async () => {
  server = await startTestServer({ scenarios: [] });
  customerId = (await givenCustomer(server, { name: ODD_NAME, friendsOf: ['rep'], tagIds: ['t1', 't2', 't3'] })).id;
  const { db, keys } = server.deps;
  const relation = await db.read.findOneByOrFail(FollowUserRow, { customerId });
  upload = (
    await storeBytes(server.config.dataDir, Readable.from([randomBytes(50_000)]), {
      maxBytes: 1e6,
      tooBig: () => new Error(),
      check: async () => {},
    })
  ).sha256;
  const { dataDir } = server.config;
  for (const folder of ['files/chat/ab', 'files/.incoming']) mkdirSync(join(dataDir, folder), { recursive: true });
  writeFileSync(join(dataDir, FILE_OF_CHAT), 'sealed bytes');
  writeFileSync(join(dataDir, 'files/.incoming/half.part'), 'half');
  await server.deliverCallback('<xml><Event>unheard_of</Event></xml>');
  await server.settle();
  await db.transaction(async (tx) => {
    await replacePhones(tx, keys, relation, [PHONE]);
    // Several pages, of a key of one and of a key of three columns.
    await insertRows(
      tx,
      'event',
      Array.from({ length: 3_000 }, () => eventRow('test.happened')),
    );
    const tag = { origin_kind: 'rep', added_at: 1, in_wecom: 'done' };
    await insertRows(
      tx,
      'customer_tag',
      Array.from({ length: 1_500 }, (_, n) => ({
        ...tag,
        customer_id: customerId,
        tag_id: `many${n % 40}`,
        user_id: `u${n}`,
      })),
    );
    await insertRows(tx, 'inbox', [
      { id: newId(), receiver: 'app', digest: 'odd', lane: 1, status: 'done', body: EVERY_BYTE, received_at: 2 ** 52 },
    ]);
  });
}, 60_000);
afterAll(async () => {
  for (const target of targets) await target.drop();
  await server.close();
});

const eventRow = (type: string) => ({
  id: newId(),
  type,
  version: 1,
  occurred_at: 1,
  recorded_at: 1,
  depth: 0,
  payload: JSON.stringify({ text: 'x'.repeat(500) }),
});

const newFolder = () => join(server.database.folder, `backup-${newId()}`);

async function backUp(): Promise<string> {
  const folder = newFolder();
  await createBackup({
    databaseUrl: server.database.url,
    dataDir: server.config.dataDir,
    folder,
    now: server.clock.now(),
  });
  return folder;
}

async function newTarget({ empty = false } = {}): Promise<Config> {
  const target = await createTestDatabase();
  targets.push(target);
  if (empty) await clear(target);
  const dataDir = join(target.folder, 'data');
  return readConfig(testEnvironment({ DATABASE_URL: target.url, DATA_DIR: dataDir }));
}

async function clear(target: TestDatabase): Promise<void> {
  if (target.engine === 'sqlite') return rmSync(target.url.slice('sqlite:'.length));
  const db = await open(target.url);
  for (const { tableName } of db.writer.entityMetadatas) await db.writer.query(`DROP TABLE \`${tableName}\``);
  await db.writer.query('DROP TABLE migration');
  await db.close();
}

const open = (url: string) => connectDatabase({ url, entities, migrations, log, poolSize: 2 });
const restore = (config: Config, folder: string, replace: string | null = null) =>
  restoreBackup({ config, folder, replace, knownMigrations: migrations, now: Date.now() });

async function contentOf(db: Database): Promise<Record<string, unknown[]>> {
  const content: Record<string, unknown[]> = {};
  for (const { tableName, primaryColumns } of db.writer.entityMetadatas) {
    const order = primaryColumns.map((column) => `\`${column.databaseName}\``).join(', ');
    const rows = await select(db.read, `SELECT * FROM \`${tableName}\` ORDER BY ${order}`);
    content[tableName] = rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name, value instanceof ArrayBuffer ? Buffer.from(value) : value]),
      ),
    );
  }
  return content;
}

async function runCommand(name: string, args: string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [await builtFile(`commands/${name}.js`), ...args], {
    cwd: server.database.folder,
    env: {
      PATH: process.env.PATH,
      ...testEnvironment({ DATABASE_URL: server.database.url, DATA_DIR: server.config.dataDir }),
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  return new Promise((done) => child.once('close', (code) => done({ code, output })));
}

test('restored into an empty database, every row is there, the server starts and phone numbers are read', async () => {
  const folder = await backUp();
  const config = await newTarget({ empty: true });
  await restore(config, folder);

  const restored = await open(config.database.url);
  expect(await contentOf(restored)).toEqual(await contentOf(server.db));
  await restored.close();
  expect(await readBytes(config.dataDir, upload)).toHaveLength(50_000);
  expect(readFileSync(join(config.dataDir, FILE_OF_CHAT), 'utf8')).toBe('sealed bytes');
  expect(existsSync(join(config.dataDir, 'files/.incoming'))).toBe(false);

  const second = await startServer(
    { ...config, http: { ...config.http, port: 0 } },
    { log, scenarios: [], ticking: false },
  );
  expect((await fetch(`${second.origin}/readyz`)).status).toBe(200);
  expect(await readPhones(second.deps.db.read, second.deps.keys, customerId)).toMatchObject([{ phone: PHONE }]);
  await second.close();
}, 60_000);

test('a backup taken while the server writes shows one moment, and leaves the key out', async () => {
  const slots = ['left', 'right'].map((name) => ({ name, slot: 0 }));
  await server.db.transaction((tx) => insertRows(tx, 'schedule_slot', slots));
  let written = 0;
  let writing = true;
  // Every transaction moves both slots and leaves one event: any moment in between would show a difference.
  const writer = (async () => {
    while (writing) {
      await server.db.transaction(async (tx) => {
        await execute(tx, "UPDATE schedule_slot SET slot = slot + 1 WHERE name = 'left'");
        await insertRows(tx, 'event', [eventRow('test.written')]);
        await execute(tx, "UPDATE schedule_slot SET slot = slot + 1 WHERE name = 'right'");
      });
      written += 1;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  })();
  const to = newFolder();
  const { code, output } = await runCommand('backup', ['--to', to]).finally(() => (writing = false));
  await writer;
  expect(output).toContain('DATA_KEY 不在备份里');
  expect(code).toBe(0);
  const folder = /备份完成:(.+)/.exec(output)![1]!;
  expect(readFileSync(join(folder, 'manifest.json'), 'utf8')).not.toContain(
    server.config.keys.current.toString('base64'),
  );
  expect(statSync(folder).mode & 0o077).toBe(0);

  const config = await newTarget({ empty: true });
  await restore(config, folder);
  const restored = await open(config.database.url);
  const [left, right] = await select<{ slot: number }>(
    restored.read,
    "SELECT slot FROM schedule_slot WHERE name IN ('left', 'right') ORDER BY name",
  );
  const events = await select(restored.read, "SELECT id FROM event WHERE type = 'test.written'");
  await restored.close();
  expect(Number(left!.slot)).toBe(Number(right!.slot));
  expect(events).toHaveLength(Number(left!.slot));
  expect(events.length).toBeGreaterThan(0);
  expect(written).toBeGreaterThan(events.length);
}, 60_000);

test('a database with something in it is replaced only with the words', async () => {
  const folder = await backUp();
  const config = await newTarget();
  const present = await open(config.database.url);
  await present.transaction((tx) => insertRows(tx, 'event', [eventRow('test.of_the_target')]));
  const before = await contentOf(present);

  await expect(restore(config, folder)).rejects.toThrow(`--replace "${REPLACE_WORDS}"`);
  await expect(restore(config, folder, 'yes')).rejects.toThrow('没有改动');
  expect(await contentOf(present)).toEqual(before);
  await present.close();

  await restore(config, folder, REPLACE_WORDS);
  const restored = await open(config.database.url);
  expect(await contentOf(restored)).toEqual(await contentOf(server.db));
  await restored.close();
}, 60_000);

test('a wrong key, another company, a newer release and another engine are told before anything is touched', async () => {
  const folder = await backUp();
  const config = await newTarget();
  const base = { DATABASE_URL: config.database.url, DATA_DIR: config.dataDir };
  const otherEngine = server.database.engine === 'sqlite' ? 'mysql://127.0.0.1:9/none' : 'sqlite:none';
  const refusals: [Record<string, string>, string][] = [
    [{ DATA_KEY: randomBytes(32).toString('base64') }, 'DATA_KEY'],
    [{ WECOM_CORP_ID: 'ww9999999999999999' }, 'WECOM_CORP_ID'],
    [{ DEMO: '1', SANDBOX_ORIGIN: 'http://127.0.0.1:9' }, '正式数据'],
    [{ DATABASE_URL: otherEngine }, 'DATABASE_URL'],
  ];
  for (const [env, reason] of refusals) {
    const wrong = readConfig(testEnvironment({ ...base, ...env }));
    await expect(restore(wrong, folder, REPLACE_WORDS)).rejects.toThrow(reason);
  }
  const newer = newFolder();
  cpSync(folder, newer, { recursive: true });
  const manifest = await readManifest(newer);
  await writeManifest(newer, { ...manifest, migrations: [...manifest.migrations, 'FromTomorrow9999999999999'] });
  await expect(restore(config, newer, REPLACE_WORDS)).rejects.toThrow('FromTomorrow9999999999999');
  expect(existsSync(config.dataDir)).toBe(false);

  const keys = { DATA_KEY: randomBytes(32).toString('base64'), DATA_KEYS: testEnvironment({}).DATA_KEY! };
  await restore(readConfig(testEnvironment({ ...base, ...keys })), folder, REPLACE_WORDS);
}, 60_000);

test('a damaged or incomplete backup is refused', async () => {
  const folder = await backUp();
  const config = await newTarget();
  const stored = server.database.engine === 'sqlite' ? 'database.sqlite.gz' : 'database/customer.jsonl.gz';
  appendFileSync(join(folder, stored), 'x');
  await expect(restore(config, folder)).rejects.toThrow(`${stored} 与校验值不符`);
  rmSync(join(folder, stored));
  await expect(restore(config, folder)).rejects.toThrow(`缺少文件 ${stored}`);
  rmSync(join(folder, 'manifest.json'));
  await expect(restore(config, folder)).rejects.toThrow('不是一个备份文件夹');
  expect(existsSync(config.dataDir)).toBe(false);
});

test('nothing is restored under a server at work', async () => {
  const folder = await backUp();
  const config = await newTarget();
  const running = await startServer(
    { ...config, http: { ...config.http, port: 0 } },
    { log, scenarios: [], ticking: false },
  );
  await running.scheduler!.tick();
  if (server.database.engine === 'mysql')
    await expect(restore(config, folder, REPLACE_WORDS)).rejects.toThrow('请先停止所有服务进程');
  else
    expect((await runCommand('restore', [folder, '--replace', REPLACE_WORDS])).output).toContain(
      'another process is using',
    );
  await running.close();
}, 60_000);
