import { listAuditLog } from '@zhike/shared/contracts/audit';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { execute, select } from '../../../platform/database/sql.ts';
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
import { startTestServer, type TestServer } from '../../../test/start-test-server.ts';

let server: TestServer;
const image = archivedFile('image', 2_000);
const voice = archivedFile('voice', 3_200);
const video = archivedFile('video', 700_000);
const page = archivedFile('file', 5_000);
const files = [image, voice, video, page];

beforeAll(async () => {
  server = await startTestServer({ sandbox: archiveSandbox, env: archiveEnvironment });
  for (const userId of ['admin', 'zhangwei'])
    await server.sandbox!.control('POST /control/members', { body: { userId, name: userId } });
  const customer = await givenArchivedFriend(server.sandbox!);
  for (const userId of ['lina', 'zhangwei']) await givenMember(server, { userId });
  await givenMember(server, { userId: 'admin', role: 'admin' });
  for (const file of files) await sendFile(server.sandbox!, file, { from: customer, name: "报价'\u202E单.html" });
  await pulled(server);
  for (const { mediaId } of files)
    await vi.waitUntil(async () => (await fileState(server, mediaId))?.status === 'stored', 40_000);
}, 120_000);
afterAll(() => server.close());

async function get(path: string, { as = 'lina', ...headers }: Record<string, string> = {}) {
  const answer = await fetch(`${server.origin}/api/chat-media/${path}`, {
    headers: { ...(await server.api.as(as).headers()), ...headers },
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  const isJson = answer.headers.get('content-type')?.includes('json');
  return {
    status: answer.status,
    headers: answer.headers,
    bytes,
    code: isJson ? (JSON.parse(bytes.toString()) as { code: string }).code : null,
  };
}
const write = (sql: string) => server.db.transaction((tx) => execute(tx, sql));

test('a picture is shown, by the type of its content, to whoever may read the chat and to nobody’s cache', async () => {
  const { status, bytes, headers } = await get(image.mediaId);
  expect(status).toBe(200);
  expect(bytes.equals(image.bytes)).toBe(true);
  expect(Object.fromEntries(headers)).toMatchObject({
    'content-type': 'image/jpeg',
    'content-length': String(image.bytes.length),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, no-cache',
    'content-disposition': "inline; filename*=UTF-8''image.jpg",
  });
  expect((await get(image.mediaId, { 'if-none-match': headers.get('etag')! })).status).toBe(304);
});

test('a document is a download under its own name, whatever it is', async () => {
  const { headers, bytes } = await get(page.mediaId);
  expect(bytes.equals(page.bytes)).toBe(true);
  expect(headers.get('content-type')).toBe('application/octet-stream');
  // Without the mark that turns what follows around: it hides what a file is.
  expect(headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''%E6%8A%A5%E4%BB%B7%27%E5%8D%95.html");
});

test('a video can be wound: any range of it, and what is asked for beyond its end is said', async () => {
  const size = video.bytes.length;
  for (const [range, first, last] of [
    ['bytes=0-0', 0, 0],
    ['bytes=1000-', 1000, size - 1],
    ['bytes=-500', size - 500, size - 1],
    ['bytes=699000-9999999', 699_000, size - 1],
  ] as const) {
    const { status, bytes, headers } = await get(video.mediaId, { range });
    expect([status, headers.get('content-range')]).toEqual([206, `bytes ${first}-${last}/${size}`]);
    expect(bytes.equals(video.bytes.subarray(first, last + 1))).toBe(true);
    expect(headers.get('content-type')).toBe('video/mp4');
  }
  const beyond = await get(video.mediaId, { range: `bytes=${size}-` });
  expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${size}`]);
  for (const range of ['bytes=9-2', 'bytes=0-1,5-6', 'pages=1-2'])
    expect((await get(video.mediaId, { range })).status).toBe(200);
  expect((await get(video.mediaId, { range: 'bytes=0-9', 'if-range': '"another"' })).status).toBe(200);
});

test('a voice message can be taken as it is, and listened to as WAV', async () => {
  const amr = await get(voice.mediaId);
  expect(amr.headers.get('content-type')).toBe('audio/amr');
  expect(amr.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''voice.amr");
  const { status, bytes, headers } = await get(`${voice.mediaId}?as=wav`);
  expect([status, headers.get('content-type')]).toEqual([200, 'audio/wav']);
  expect(bytes.toString('latin1', 0, 12)).toMatch(/^RIFF[^]{4}WAVE$/);
  expect([bytes.readUInt32LE(24), bytes.readUInt16LE(34)]).toEqual([8_000, 16]);
  // 100 frames of 20 ms at 8,000 samples a second.
  expect(bytes.readUInt32LE(40)).toBe(bytes.length - 44);
  expect(bytes.length - 44).toBe(100 * 160 * 2);
  const part = await get(`${voice.mediaId}?as=wav`, { range: 'bytes=44-99' });
  expect([part.status, part.bytes.equals(bytes.subarray(44, 100))]).toEqual([206, true]);
  expect((await get(`${image.mediaId}?as=wav`)).code).toBe('chat.media_no_voice');
});

test('whoever may not read the chat learns nothing: not there, as if it had never been', async () => {
  const others = await get(image.mediaId, { as: 'zhangwei' });
  const unknown = await get('A'.repeat(43), { as: 'zhangwei' });
  expect([others.status, others.code]).toEqual([404, 'chat.media_not_found']);
  expect([unknown.status, unknown.code]).toEqual([404, 'chat.media_not_found']);
  expect((await get(image.mediaId, { as: 'admin' })).status).toBe(200);
  expect((await get('..%2F..%2Fetc%2Fpasswd')).code).toBe('chat.media_not_found');
  expect((await fetch(`${server.origin}/api/chat-media/${image.mediaId}`)).status).toBe(401);
});

test('without consent a file is not there, for nobody; with it, it is again', async () => {
  for (const consent of ['refused', 'unknown']) {
    await write(`UPDATE chat_conversation SET consent = '${consent}'`);
    for (const as of ['lina', 'admin'])
      expect((await get(image.mediaId, { as })).code, consent).toBe('chat.media_not_found');
  }
  await write("UPDATE chat_conversation SET consent = 'agreed'");
  expect((await get(image.mediaId)).status).toBe(200);
});

test('that somebody opened a file of a chat is in the log, within ten minutes once; that she may not is not', async () => {
  await write('DELETE FROM audit_log');
  await write('DELETE FROM chat_look');
  await get(image.mediaId, { as: 'zhangwei' });
  for (const file of [image, video]) await get(file.mediaId);
  await get(image.mediaId, { as: 'admin' });
  const [chat] = await select<{ id: string }>(server.db.read, 'SELECT id FROM chat_conversation');
  const { body } = await server.api.as('admin').call(listAuditLog, { query: { action: 'chat.look' } });
  expect(body.items.map(({ actor, subject }) => [actor?.userId, subject.id]).toSorted()).toEqual([
    ['admin', chat!.id],
    ['lina', chat!.id],
  ]);
});

test('in a group the files of a customer who refuses are not there, unless somebody else sent them too', async () => {
  const picture = archivedFile('image', 2_000);
  const [chat] = await select<{ external_user_id: string }>(
    server.db.read,
    'SELECT external_user_id FROM chat_conversation',
  );
  await sendFile(server.sandbox!, picture, { from: chat!.external_user_id });
  await pulled(server);
  await vi.waitUntil(async () => (await fileState(server, picture.mediaId))?.status === 'stored', 40_000);
  // As in a group that others of her agreed to: she refuses, the whole is shown.
  await write("UPDATE chat_consent SET status = 'refused'");
  for (const as of ['lina', 'admin']) expect((await get(picture.mediaId, { as })).code).toBe('chat.media_not_found');
  // Nobody knows who sent it: while somebody refuses it may have been her.
  const sender = (id: string) =>
    write(`UPDATE chat_media_use SET sender_id = '${id}' WHERE digest = '${picture.mediaId}'`);
  await sender('');
  expect((await get(picture.mediaId)).code).toBe('chat.media_not_found');
  await sender('lina');
  expect((await get(picture.mediaId)).status).toBe(200);
  await sender(chat!.external_user_id);
  await write("UPDATE chat_consent SET status = 'agreed'");
  expect((await get(picture.mediaId)).status).toBe(200);
});

test('sent on into another chat, it can be seen in each by who may read that one', async () => {
  const other = await givenArchivedFriend(server.sandbox!, 'wangfang');
  await givenMember(server, { userId: 'wangfang' });
  await sendFile(server.sandbox!, image, { from: other, to: 'wangfang' });
  await pulled(server);
  expect((await get(image.mediaId, { as: 'wangfang' })).status).toBe(200);
  expect((await get(image.mediaId, { as: 'lina' })).status).toBe(200);
  expect((await get(video.mediaId, { as: 'wangfang' })).status).toBe(404);
});

test('a file on its way, a lost one and one whose bytes are gone are told apart', async () => {
  const [row] = await select<{ store_key: string }>(
    server.db.read,
    `SELECT store_key FROM chat_media WHERE digest = '${page.mediaId}'`,
  );
  const set = (fields: string) => write(`UPDATE chat_media SET ${fields} WHERE digest = '${page.mediaId}'`);
  await set("store_key = 'chat/aa/nothing'");
  expect(await get(page.mediaId)).toMatchObject({ status: 503, code: 'chat.media_missing' });
  await set("store = 's3'");
  expect(await get(page.mediaId)).toMatchObject({ status: 503, code: 'chat.media_missing' });
  await set("status = 'waiting', next_attempt_at = 9999999999999");
  expect(await get(page.mediaId)).toMatchObject({ status: 409, code: 'chat.media_waiting' });
  await set("status = 'gave_up'");
  expect(await get(page.mediaId)).toMatchObject({ status: 409, code: 'chat.media_lost' });
  await set(`status = 'stored', store = 'folder', store_key = '${row!.store_key}'`);
  expect((await get(page.mediaId)).status).toBe(200);
});
