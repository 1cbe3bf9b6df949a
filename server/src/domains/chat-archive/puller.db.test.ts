import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { execute, select } from '../../platform/database/sql.ts';
import { archivedFile, fileState } from '../../test/archive-files-kit.ts';
import { deliverCallback, sandboxEnvironment, startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { testConfig } from '../../test/test-config.ts';
import { createHttpSource } from '../../wecom/archive/http-source.ts';
import { connectArchive } from './connect-archive.ts';
import { createArchiveCursor, findArchiveCursor, storeEnvelopes } from './envelopes.ts';
import { findMessages } from './read-chat.ts';
import { readContent } from './sealed-content.ts';
import { readMessages } from './stream.ts';

const pems: string[] = [];
beforeAll(() => {
  // A pair takes long to make; two serve all tests here.
  for (let made = 0; made < 2; made += 1)
    pems.push(
      generateKeyPairSync('rsa', { modulusLength: 2_048 })
        .privateKey.export({ type: 'pkcs1', format: 'pem' })
        .toString(),
    );
});

/** What somebody saves who takes the wrong one of a pair. */
const publicPem = () => createPublicKey(pems[1]!).export({ type: 'spki', format: 'pem' }).toString();

let folder: string;
let server: TestServer;
let externalUserId: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhike-test-keys-'));
  writeFileSync(join(folder, '1.pem'), pems[0]!);
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const SECRET = 'secret-of-the-archive-0123456789';
const TOKEN = 'archivetoken';
const AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';

const environment = () => ({
  WECOM_ARCHIVE_SECRET: SECRET,
  WECOM_ARCHIVE_PRIVATE_KEYS: folder,
  WECOM_ARCHIVE_SOURCE: 'http',
  WECOM_ARCHIVE_CALLBACK_TOKEN: TOKEN,
  WECOM_ARCHIVE_CALLBACK_AES_KEY: AES_KEY,
});

/** Lina is archived, and she and a customer are friends who have agreed. */
async function start({
  seqBase = '0',
  archivePrivateKeys = { 1: pems[0]! } as Record<string, string>,
  isConfigured = true,
} = {}) {
  server = await startTestServer({
    sandbox: {
      archivePrivateKeys,
      credentials: { archiveSecret: SECRET, archiveCallbackToken: TOKEN, archiveCallbackAesKey: AES_KEY },
      settings: { archive: { seqBase } },
    },
    env: isConfigured ? environment() : {},
  });
  await control('POST /control/members', { body: { userId: 'lina', name: '李娜', archived: true } });
  ({ externalUserId } = await control('POST /control/customers', { body: { name: '林晓雨' } }));
  await control('POST /control/friends/add', { body: { externalUserId, userId: 'lina' } });
  await control('POST /control/friends/consent', { body: { externalUserId, userId: 'lina', agree: true } });
}

const sandbox = () => server.sandbox!;
const control: NonNullable<TestServer['sandbox']>['control'] = ((name: never, input: never) =>
  sandbox().control(name, input)) as never;
const say = (from: 'member' | 'customer', text: string) =>
  control('POST /control/chats/:userId/:externalUserId/messages', {
    params: { userId: 'lina', externalUserId },
    body: { from, text },
  });

let notices = 0;
/** The archive's notice, and all that follows from it. */
async function pulled() {
  await notified();
  await server.settle();
}

async function notified() {
  // A moment of its own: of two notices that are the same WeCom sent one twice.
  notices += 1;
  const seconds = Math.floor(Date.now() / 1000) + notices;
  const xml = `<xml><ToUserName>ww</ToUserName><FromUserName>sys</FromUserName><CreateTime>${seconds}</CreateTime><MsgType>event</MsgType><AgentID>2000004</AgentID><Event>msgaudit_notify</Event></xml>`;
  expect((await deliverCallback(server.config, server.origin, xml)).status).toBe(200);
}

const books = () => readMessages(server.db.read, 0, 1_000, server.deps);
const texts = async () => (await books()).filter(({ type }) => type === 'text').map(({ text }) => text);
const envelopes = () =>
  select<{ problem: string | null; status: string; key_version: number }>(
    server.db.read,
    'SELECT problem, status, key_version FROM archive_envelope ORDER BY seq',
  );
const conversations = () =>
  select<Record<string, string | number | null>>(server.db.read, 'SELECT * FROM chat_conversation');
const write = (sql: string) => server.db.transaction((tx) => execute(tx, sql));

test('what is said comes into our books once, in order, readable, and is the customer’s', async () => {
  await start({ seqBase: '18446744073709551000' });
  await say('customer', '多少钱');
  await say('member', '三千');
  await pulled();
  await say('customer', '太贵了');
  await pulled();
  await pulled();
  expect(await texts()).toEqual(['多少钱', '三千', '太贵了']);
  const [customer] = await select<{ customer_id: string }>(
    server.db.read,
    'SELECT customer_id FROM customer_identity WHERE value = ?',
    [externalUserId],
  );
  const messages = await books();
  expect(messages.map(({ position }) => position)).toEqual(messages.map((_, index) => index + 1));
  expect(messages.at(-1)).toMatchObject({
    userId: 'lina',
    customerId: customer!.customer_id,
    conversationKind: 'single',
    from: { kind: 'customer', id: externalUserId },
  });
  expect(await conversations()).toMatchObject([{ consent: 'agreed', customer_id: customer!.customer_id }]);
  expect(await envelopes()).toEqual([]);
  expect((await findArchiveCursor(server.db.read))!.seq).toBeGreaterThan(18446744073709551000n);
});

test('the notice of WeCom itself has it pulled', async () => {
  await start();
  await server.settle();
  await control('POST /control/settings', {
    body: { archive: { notifyEveryMs: 50, callbackUrl: `${server.origin}/wecom/callback/archive` } },
  });
  await say('customer', '在吗');
  await expect.poll(texts, { timeout: 20_000 }).toEqual(['在吗']);
});

test('taken back and refused: both facts stay', async () => {
  await start();
  const { id } = await say('member', '说错了');
  await control('POST /control/chats/:userId/:externalUserId/messages/:id/recall', {
    params: { userId: 'lina', externalUserId, id },
    body: { by: 'member' },
  });
  await control('POST /control/friends/consent', { body: { externalUserId, userId: 'lina', agree: false } });
  await pulled();
  const messages = await books();
  expect(messages.map(({ type }) => type)).toEqual(['agree', 'text', 'revoke', 'disagree']);
  expect(messages[1]).toMatchObject({ text: '说错了', isRevoked: true });
  expect(await conversations()).toMatchObject([{ consent: 'refused' }]);
});

test('without its key a message is kept and listed, and read as soon as the key is there', async () => {
  await start({ archivePrivateKeys: { 1: pems[0]!, 2: pems[1]! } });
  await say('customer', '看得懂吗');
  await pulled();
  expect(await texts()).toEqual([]);
  expect(await envelopes()).toEqual(
    Array(2).fill({ problem: 'archive.key_missing', status: 'failed', key_version: 2 }),
  );
  writeFileSync(join(folder, '2.pem'), pems[1]!);
  await pulled();
  await expect.poll(texts, { timeout: 30_000 }).toEqual(['看得懂吗']);
  expect(await envelopes()).toEqual([]);
});

test('a key file that is no private key costs only the messages of its version', async () => {
  await start();
  writeFileSync(join(folder, '4.pem'), publicPem());
  await say('customer', '看得懂吗');
  await pulled();
  expect(await texts()).toEqual(['看得懂吗']);
});

test('messages of a version whose key file is none wait for it', async () => {
  await start({ archivePrivateKeys: { 1: pems[0]!, 2: pems[1]! } });
  writeFileSync(join(folder, '2.pem'), publicPem());
  await say('customer', '看得懂吗');
  await pulled();
  expect(await envelopes()).toEqual(
    Array(2).fill({ problem: 'archive.key_missing', status: 'failed', key_version: 2 }),
  );
  writeFileSync(join(folder, '2.pem'), pems[1]!);
  await pulled();
  await expect.poll(texts, { timeout: 30_000 }).toEqual(['看得懂吗']);
});

test('while no key at all can be read everything is pulled and kept closed, and opened when they can', async () => {
  const hidden = `${folder}-hidden`;
  renameSync(folder, hidden);
  await start();
  await control('POST /control/generate-chats', { body: { messages: 1_300 } });
  await notified();
  const kept = async () => (await envelopes()).length;
  // With the agreement.
  await expect.poll(kept, { timeout: 30_000 }).toBe(1_301);
  expect(new Set((await envelopes()).map(({ status }) => status))).toEqual(new Set(['waiting']));
  renameSync(hidden, folder);
  await expect.poll(async () => [await kept(), (await books()).length], { timeout: 60_000 }).toEqual([0, 1_000]);
});

test('a damaged message is listed, holds no other up, and is asked for again', async () => {
  await start();
  // Her consent, which may or may not have been pulled yet.
  await pulled();
  await control('POST /control/faults', { body: { archive: { damageRate: 1 } } });
  await say('customer', '第一句');
  await pulled();
  expect(await texts()).toEqual([]);
  expect((await envelopes()).map(({ problem }) => problem)).toEqual(['archive.message_damaged']);
  await control('POST /control/faults', { body: { archive: { damageRate: 0 } } });
  await say('customer', '第二句');
  await pulled();
  expect(await texts()).toEqual(['第二句']);
  await write('UPDATE archive_envelope SET next_attempt_at = 0');
  await server.settle();
  expect(await texts()).toEqual(['第二句', '第一句']);
  expect(await envelopes()).toEqual([]);
});

test('taken back while it is closed: when it can be read at last, that is known', async () => {
  await start();
  await pulled();
  await control('POST /control/faults', { body: { archive: { damageRate: 1 } } });
  const { id } = await say('member', '说错了');
  await pulled();
  await control('POST /control/faults', { body: { archive: { damageRate: 0 } } });
  await control('POST /control/chats/:userId/:externalUserId/messages/:id/recall', {
    params: { userId: 'lina', externalUserId, id },
    body: { by: 'member' },
  });
  await pulled();
  await write('UPDATE archive_envelope SET next_attempt_at = 0');
  await server.settle();
  expect((await books()).map(({ type, isRevoked }) => [type, isRevoked])).toEqual([
    ['agree', false],
    ['revoke', false],
    ['text', true],
  ]);
});

test('a type nobody has heard of is kept as it came, with its files; readers get its text and never the body', async () => {
  await start();
  const file = archivedFile('image', 2_000);
  const hologram = { content: '立体', scene: 7, sdkfileid: file.fileId };
  await control('POST /control/archive/messages', {
    body: { message: { from: 'lina', tolist: [externalUserId], msgtype: 'hologram', hologram } },
  });
  await pulled();
  const last = (await books()).at(-1)!;
  expect(last).toMatchObject({ type: 'hologram', text: '立体', userId: 'lina' });
  const [row] = await select<{ content: string; is_encrypted: number }>(
    server.db.read,
    'SELECT content, is_encrypted FROM chat_message WHERE position = ?',
    [last.position],
  );
  expect(readContent(row!, server.deps.keys)).toMatchObject({ body: { hologram }, files: [{ mediaId: file.mediaId }] });
  const [shown] = await findMessages(server.db.read, [last.position], server.deps.keys);
  expect(shown!.content).toEqual({
    kind: 'unknown',
    msgType: 'hologram',
    text: '立体',
    files: [{ mediaId: file.mediaId, name: '', size: null }],
  });
  await expect.poll(() => fileState(server, file.mediaId), { timeout: 30_000 }).toMatchObject({ status: 'stored' });
});

test('whoever finds the cursor moved by another process keeps nothing', async () => {
  await start();
  await say('customer', '在吗');
  await pulled();
  const { archive, wecom } = server.config;
  const source = createHttpSource({ ...archive!, corpId: wecom.corpId });
  const pulledAgain = await source.pull(0n, 1_000);
  const late = server.db.transaction((tx) => storeEnvelopes(tx, 0n, pulledAgain, 0));
  await expect(late).rejects.toMatchObject({ code: 'archive.cursor_conflict' });
  expect(await envelopes()).toEqual([]);
});

test('a process that died between keeping and opening has lost nothing: the next takes it up', async () => {
  await start({ isConfigured: false });
  await say('customer', '一');
  await say('member', '二');
  await server.settle();
  const config = testConfig({ ...sandboxEnvironment(sandbox()), ...environment() });
  const source = createHttpSource({ ...config.archive!, corpId: config.wecom.corpId });
  const kept = await source.pull(0n, 1_000);
  // What is left by a process that is killed right after its first transaction.
  await server.db.transaction(async (tx) => {
    await createArchiveCursor(tx, 0);
    await storeEnvelopes(tx, 0n, kept, 0);
  });
  expect([await envelopes(), await texts()]).toMatchObject([kept.map(() => ({ status: 'waiting' })), []]);

  const { deps, delivery } = server;
  const puller = connectArchive(config, { ...deps, owner: 'the next process', delivery })!;
  await puller.start();
  try {
    await expect.poll(() => puller.isCaughtUp(), { timeout: 30_000 }).toBe(true);
  } finally {
    await puller.stop();
  }
  expect([await envelopes(), await texts()]).toEqual([[], ['一', '二']]);
});

test('messages that came before their customer are hers once she is in our books', async () => {
  await start();
  await server.settle();
  const stranger = await control('POST /control/customers', { body: { name: '何家豪' } });
  await control('POST /control/archive/messages', {
    body: {
      message: { from: stranger.externalUserId, tolist: ['lina'], msgtype: 'text', text: { content: '先来了' } },
    },
  });
  await pulled();
  const hers = async () => (await books()).find(({ text }) => text === '先来了')!.customerId;
  expect(await hers()).toBeNull();
  await control('POST /control/friends/add', { body: { externalUserId: stranger.externalUserId, userId: 'lina' } });
  await expect.poll(hers, { timeout: 20_000 }).not.toBeNull();
});

test('more than one pull brings at once comes in its order, each once', async () => {
  await start();
  const count = 1_300;
  await control('POST /control/generate-chats', { body: { messages: count } });
  await pulled();
  const rows = await select<{ position: number | string; sent_at: number | string }>(
    server.db.read,
    "SELECT position, sent_at FROM chat_message WHERE type <> 'agree' ORDER BY position",
  );
  const [first] = rows;
  expect(rows.map((row) => Number(row.position) - Number(first!.position))).toEqual([...Array(count).keys()]);
  const moments = rows.map((row) => Number(row.sent_at));
  expect(moments).toEqual(moments.toSorted((one, other) => one - other));
  expect(await envelopes()).toEqual([]);
});

test('a message that the database refuses is listed; those beside it are stored', async () => {
  await start();
  const refuse = 'CREATE TRIGGER refuse_one BEFORE INSERT ON chat_message';
  await write(
    server.db.dialect === 'sqlite'
      ? `${refuse} WHEN NEW.type = 'location' BEGIN SELECT RAISE(ABORT, 'refused'); END`
      : `${refuse} FOR EACH ROW IF NEW.type = 'location' THEN SIGNAL SQLSTATE '45000'; END IF`,
  );
  await say('customer', '我在这里');
  const location = { longitude: 116.4, latitude: 39.9, address: '北京', title: '这里', zoom: 15 };
  await control('POST /control/archive/messages', {
    body: { message: { from: externalUserId, tolist: ['lina'], msgtype: 'location', location } },
  });
  await say('member', '马上到');
  await pulled();
  expect(await texts()).toEqual(['我在这里', '马上到']);
  expect(await envelopes()).toMatchObject([{ status: 'failed', problem: 'archive.message_not_stored' }]);
});
