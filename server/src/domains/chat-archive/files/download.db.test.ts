import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getHealth, listFailures, replayFailure, dismissFailure } from '@zhike/shared/contracts/operation';
import { afterEach, expect, test } from 'vitest';
import { execute, select } from '../../../platform/database/sql.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import {
  archivedFile,
  archiveEnvironment,
  archiveSandbox,
  fileState,
  givenArchivedFriend,
  pulled,
  sendFile,
} from '../../../test/archive-files-kit.ts';
import { givenMember } from '../../../test/given-member.ts';
import { s3Account, startSmallS3 } from '../../../test/small-s3.ts';
import { startBeside } from '../../../test/start-beside.ts';
import { engineOfThisRun } from '../../../test/test-database.ts';
import { startTestServer, type TestServer } from '../../../test/start-test-server.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let server: TestServer;
let customer: string;
afterEach(() => server.close());

async function start(env: Record<string, string> = {}) {
  server = await startTestServer({ sandbox: archiveSandbox, env: { ...archiveEnvironment, ...env } });
  await server.sandbox!.control('POST /control/members', { body: { userId: 'admin', name: '管理员' } });
  customer = await givenArchivedFriend(server.sandbox!);
  await givenMember(server, { userId: 'admin', role: 'admin' });
}

async function send(file: ReturnType<typeof archivedFile>, how: { name?: string; salt?: string } = {}) {
  await sendFile(server.sandbox!, file, { from: customer, ...how });
  await pulled(server);
}
const faults = (archive: object) => server.sandbox!.control('POST /control/faults', { body: { archive } });
const state = ({ mediaId }: { mediaId: string }) => fileState(server, mediaId);
const comes = (file: { mediaId: string }, expected: object) =>
  expect.poll(() => state(file), { timeout: 40_000 }).toMatchObject(expected);
const write = (sql: string, values: (string | number)[] = []) =>
  server.db.transaction((tx) => execute(tx, sql, values));
/** What waits after a failure is tried at once. */
const hurry = () => write("UPDATE chat_media SET next_attempt_at = 0 WHERE status = 'waiting' AND try_key IS NULL");
const mediaCalls = async () =>
  (
    await server.sandbox!.control('GET /control/api-calls', {
      query: { path: '/archive/get_media_data', limit: '200' },
    })
  ).items;
const filesFolder = () => join(server.config.dataDir, 'files');
const partsLeft = () =>
  existsSync(join(filesFolder(), '.incoming')) ? readdirSync(join(filesFolder(), '.incoming')) : [];
const stored = async (file: { mediaId: string }) => readFileSync(join(filesFolder(), (await state(file))!.store_key!));
const filesKept = () =>
  existsSync(join(filesFolder(), 'chat'))
    ? readdirSync(join(filesFolder(), 'chat'), { recursive: true }).filter((name) => String(name).includes('.'))
    : [];
const admin = () => server.api.as('admin');
const figure = async (name: string) => {
  const { body } = await server.api.request('GET', '/metrics');
  return Number(new RegExp(`^${name.replaceAll(/[{}]/g, '\\$&')} (\\S+)$`, 'm').exec(String(body))?.[1]);
};

test('files of every kind are fetched chunk by chunk, proved, and lie in the folder under a name of ours', async () => {
  await start();
  const files = [
    archivedFile('image', 600_000),
    archivedFile('voice', 3_000),
    archivedFile('video', 1_300_000),
    archivedFile('emotion', 40),
    archivedFile('file', 524_288),
  ];
  for (const file of files) await send(file, { name: '../../../etc/合同.txt' });
  for (const file of files) {
    await comes(file, { status: 'stored', is_verified: 1, note: null, try_key: null });
    expect((await stored(file)).equals(file.bytes)).toBe(true);
    expect((await state(file))!.store_key).toMatch(/^chat\/[0-9a-f]{2}\/[0-9a-f]{64}\.[0-9a-z]{26}$/);
  }
  expect(await Promise.all(files.map(async (file) => (await state(file))!.mime))).toEqual([
    'image/jpeg',
    'audio/amr',
    'video/mp4',
    'image/gif',
    'application/octet-stream',
  ]);
  await expect.poll(partsLeft).toEqual([]);
  expect(filesKept()).toHaveLength(files.length);
});

test('while WeCom cannot be reached files wait, and come when it can', async () => {
  await start();
  const file = archivedFile('image', 2_000);
  await faults({ failNext: [{ call: 'media', ret: 10_001, times: 2 }] });
  await send(file);
  await comes(file, { status: 'waiting', attempts: 1, note: 'archive.unreachable' });
  await hurry();
  await comes(file, { attempts: 2, note: 'archive.unreachable' });
  await hurry();
  await comes(file, { status: 'stored', attempts: 3, is_verified: 1, note: null });
});

test('an answer that is a refusal never becomes part of a file', async () => {
  await start();
  const file = archivedFile('file', 2_000);
  await faults({ failNext: [{ call: 'media', ret: 0, errcode: 45_009, times: 1 }] });
  await send(file);
  await comes(file, { status: 'waiting', note: 'archive.refused' });
  await hurry();
  await comes(file, { status: 'stored', is_verified: 1 });
  expect((await stored(file)).equals(file.bytes)).toBe(true);
});

test('bytes that are not what the message says are fetched anew; coming again they are kept, and known as not proved', async () => {
  await start();
  const file = archivedFile('image', 700_000);
  await send(file, { salt: 'another md5' });
  await comes(file, { status: 'waiting', attempts: 1, note: 'archive.file_differs' });
  await expect.poll(() => [partsLeft(), filesKept()]).toEqual([[], []]);
  await hurry();
  await comes(file, { status: 'stored', attempts: 2, is_verified: 0 });
  expect((await stored(file)).equals(file.bytes)).toBe(true);
});

test('a file without end is given up after three tries, says so, and leaves nothing behind', async () => {
  await start();
  await faults({ mediaNeverFinishes: true });
  const file = archivedFile('video', 1_100_000);
  await send(file);
  for (const attempts of [1, 2]) {
    await comes(file, { status: 'waiting', attempts, note: 'archive.file_endless' });
    await hurry();
  }
  await comes(file, { status: 'gave_up', attempts: 3, note: 'archive.file_endless' });
  await expect.poll(() => [partsLeft(), filesKept()]).toEqual([[], []]);
});

test('a WeCom that does not go on answering is a file that waits, not a download that hangs', async () => {
  await start({ WECOM_ARCHIVE_TIMEOUT_SECONDS: '1' });
  const file = archivedFile('image', 2_000);
  await send(file);
  await comes(file, { status: 'stored' });
  await faults({ latencyMs: 3_000 });
  await write("UPDATE chat_media SET status = 'waiting', store_key = NULL, next_attempt_at = 0");
  await comes(file, { status: 'waiting', note: 'archive.unreachable' });
  await faults({ latencyMs: 0 });
  await hurry();
  await comes(file, { status: 'stored' });
});

test('what WeCom has deleted or does not know is given up, listed, and tried again only where that has sense', async () => {
  await start();
  const tooOld = archivedFile('image', 2_000, Date.now() - 6 * DAY);
  const unknown = { ...archivedFile('file', 2_000), fileId: 'bm90aGluZw==' };
  await send(tooOld);
  await send(unknown);
  const mediaId = createHash('sha256').update(unknown.fileId).digest('base64url');
  await comes(tooOld, { status: 'gave_up', attempts: 1, note: 'archive.expired' });
  await comes({ mediaId }, { status: 'gave_up', attempts: 1, note: 'archive.file_unknown' });
  const { body } = await admin().call(listFailures, { query: { kind: 'file' } });
  expect(body.items.map(({ name, problem, can }) => [name, problem, can.replay])).toEqual([
    ['file', 'archive.file_unknown', true],
    ['image', 'archive.expired', false],
  ]);
  expect(body.items.every(({ gaveUpAt, customerId }) => gaveUpAt !== null && customerId !== null)).toBe(true);

  const [first, second] = body.items;
  expect((await admin().call(replayFailure, { params: { kind: 'file', id: first!.id } })).status).toBe(200);
  await expect.poll(async () => (await mediaCalls()).length, { timeout: 20_000 }).toBe(3);
  await comes({ mediaId }, { status: 'gave_up', attempts: 1 });
  expect((await admin().call(dismissFailure, { params: { kind: 'file', id: second!.id } })).status).toBe(200);
  const left = await admin().call(listFailures, { query: { kind: 'file' } });
  expect(left.body.items.map(({ id }) => id)).toEqual([first!.id]);
  expect((await admin().call(dismissFailure, { params: { kind: 'file', id: second!.id } })).status).toBe(409);
});

test('a file whose five days end while nobody gives it is given up with the last reason', async () => {
  await start();
  const file = archivedFile('image', 2_000);
  await faults({ failNext: [{ call: 'media', ret: 10_009, times: 50 }] });
  await send(file);
  await comes(file, { status: 'waiting', note: 'archive.ip_refused' });
  for (let tries = 0; tries < 2; tries += 1) {
    await hurry();
    await comes(file, { status: 'waiting', attempts: tries + 2 });
  }
  const failing = await admin().call(listFailures, { query: { kind: 'file' } });
  expect(failing.body.items).toMatchObject([{ attempts: 3, gaveUpAt: null, can: { replay: true, dismiss: false } }]);
  await write('UPDATE chat_media SET expires_at = ?', [server.clock.now() - 1]);
  expect((await admin().call(replayFailure, { params: { kind: 'file', id: failing.body.items[0]!.id } })).status).toBe(
    200,
  );
  await comes(file, { status: 'gave_up', note: 'archive.expired (archive.ip_refused)' });
});

test('files that wait too long are a figure, a sentence on the start page, and one notice a day to the admins', async () => {
  await start();
  await faults({ failNext: [{ call: 'media', ret: 10_001, times: 1_000 }] });
  const file = archivedFile('image', 2_000);
  await send(file);
  await comes(file, { status: 'waiting', note: 'archive.unreachable' });
  expect(await figure('zhike_chat_files_lag_seconds')).toBeLessThan(600);
  const told = async () =>
    (await server.db.read.query(
      "SELECT user_id, merge_key FROM notice WHERE merge_key LIKE 'chat-files-%' ORDER BY id",
    )) as {
      user_id: string;
      merge_key: string;
    }[];
  await server.scheduler!.tick();
  await server.settle(0);
  expect(await told()).toEqual([]);

  await write('UPDATE chat_media SET expires_at = ?', [server.clock.now() + 3 * DAY]);
  server.clock.offsetMs += HOUR;
  await server.scheduler!.tick();
  await server.settle(0);
  expect(await told()).toEqual([{ user_id: 'admin', merge_key: 'chat-files-late' }]);

  await write('UPDATE chat_media SET expires_at = ?', [server.clock.now() + 20 * HOUR]);
  for (let hour = 0; hour < 2; hour += 1) {
    server.clock.offsetMs += HOUR;
    await server.scheduler!.tick();
    await server.settle(0);
  }
  expect(await told()).toEqual([
    { user_id: 'admin', merge_key: 'chat-files-late' },
    { user_id: 'admin', merge_key: 'chat-files-expiring' },
  ]);
  expect(await figure('zhike_chat_files_lag_seconds')).toBeGreaterThan((4 * DAY) / 1000);
  expect(await figure('zhike_chat_files_expire_in_seconds')).toBeLessThan(DAY / 1000);
  const { body } = await admin().call(getHealth);
  expect(body.files).toMatchObject({ waiting: 1, gaveUp: 0 });
  expect(body.files.expiresInMs).toBeLessThan(DAY);
});

test('with CHAT_ENCRYPTION nothing of a file can be read where it lies, and whoever may see it gets it as it was', async () => {
  await start({ CHAT_ENCRYPTION: '1' });
  const file = archivedFile('file', 1_200_000);
  await send(file, { name: '购房合同.txt' });
  await comes(file, { status: 'stored', is_verified: 1 });
  const sealed = await stored(file);
  expect(sealed.includes(Buffer.from(file.file.seed))).toBe(false);
  expect(JSON.stringify(await select(server.db.read, 'SELECT * FROM chat_media'))).not.toContain('购房合同');
  const answer = await fetch(`${server.origin}/api/chat-media/${file.mediaId}`, { headers: await admin().headers() });
  expect(Buffer.from(await answer.arrayBuffer()).equals(file.bytes)).toBe(true);
  expect(answer.headers.get('content-disposition')).toContain(encodeURIComponent('购房合同.txt'));
  const part = await fetch(`${server.origin}/api/chat-media/${file.mediaId}`, {
    headers: { ...(await admin().headers()), range: 'bytes=700000-900000' },
  });
  expect(part.status).toBe(206);
  expect(Buffer.from(await part.arrayBuffer()).equals(file.bytes.subarray(700_000, 900_001))).toBe(true);
});

test('a bucket keeps files as a folder does, and refuses or comes back without a file lost', async () => {
  const s3 = await startSmallS3();
  try {
    await start({
      MEDIA_STORE: 's3',
      MEDIA_S3_ENDPOINT: s3.origin,
      MEDIA_S3_REGION: s3Account.region,
      MEDIA_S3_BUCKET: s3Account.bucket,
      MEDIA_S3_ACCESS_KEY: s3Account.accessKey,
      MEDIA_S3_SECRET_KEY: s3Account.secretKey,
      MEDIA_S3_PATH_STYLE: '1',
    });
    s3.fault = { status: 503, code: 'SlowDown' };
    const file = archivedFile('video', 900_000);
    await send(file);
    await comes(file, { status: 'waiting', note: 'store.refused' });
    s3.fault = null;
    await hurry();
    // Whether something is left of a try that was refused nobody knows: the row keeps its key, and the next try looks.
    await write("UPDATE chat_media SET next_attempt_at = 0 WHERE status = 'waiting' AND try_key IS NOT NULL");
    await comes(file, { status: 'stored', is_verified: 1, mime: 'video/mp4' });
    expect([...s3.objects.keys()]).toEqual([(await state(file))!.store_key]);
    await expect.poll(partsLeft).toEqual([]);
    const part = await fetch(`${server.origin}/api/chat-media/${file.mediaId}`, {
      headers: { ...(await admin().headers()), range: 'bytes=100-199' },
    });
    expect(Buffer.from(await part.arrayBuffer()).equals(file.bytes.subarray(100, 200))).toBe(true);
  } finally {
    await s3.close();
  }
});

test.runIf(engineOfThisRun() === 'mysql')('several processes download no file twice', async () => {
  await start();
  const others = await Promise.all([
    startBeside(server, { roles: ['worker'] }),
    startBeside(server, { roles: ['worker'] }),
  ]);
  try {
    const files = Array.from({ length: 30 }, () => archivedFile('file', 600_000));
    for (const file of files) await send(file);
    for (const file of files) await comes(file, { status: 'stored', attempts: 1, is_verified: 1 });
    expect(await mediaCalls()).toHaveLength(2 * files.length);
    expect(filesKept()).toHaveLength(files.length);
  } finally {
    for (const other of others) await other.close();
  }
});

/** The commit that calls a file stored goes wrong, once: before the database has it, or on the way back to us. */
function loseACommit(when: 'before' | 'after', { mediaId }: { mediaId: string }) {
  const transaction = server.db.transaction.bind(server.db);
  let isLost = false;
  server.db.transaction = async (work, options) => {
    let isStoring = false;
    const look = async (tx: Tx) => {
      const result = await work(tx);
      const stored = "SELECT 1 AS one FROM chat_media WHERE digest = ? AND status = 'stored'";
      isStoring = !isLost && (await select(tx, stored, [mediaId])).length > 0;
      if (isStoring && when === 'before') lose();
      return result;
    };
    const lose = () => {
      isLost = true;
      throw new Error('connection lost');
    };
    const result = await transaction(look, options);
    if (isStoring) lose();
    return result;
  };
  return () => isLost;
}

test('a file keeps its bytes when the answer to its commit is lost', async () => {
  await start();
  const file = archivedFile('image', 2_000);
  const isLost = loseACommit('after', file);
  await send(file);
  await expect.poll(() => figure('zhike_chat_files_total{outcome="stored"}'), { timeout: 40_000 }).toBe(1);
  expect(isLost()).toBe(true);
  expect(await state(file)).toMatchObject({ status: 'stored', attempts: 1, note: null });
  expect((await stored(file)).equals(file.bytes)).toBe(true);
});

test('a file whose commit did not happen leaves nothing behind, and comes with the next try', async () => {
  await start();
  const file = archivedFile('image', 2_000);
  const isLost = loseACommit('before', file);
  await send(file);
  await comes(file, { status: 'waiting', attempts: 1, try_key: null });
  expect([isLost(), filesKept()]).toEqual([true, []]);
  await hurry();
  await comes(file, { status: 'stored', attempts: 2 });
  expect(filesKept()).toHaveLength(1);
});
