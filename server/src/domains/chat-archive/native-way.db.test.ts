import { constants, createHash, createPublicKey, publicEncrypt, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { execute } from '../../platform/database/sql.ts';
import { archivePem, fileState } from '../../test/archive-files-kit.ts';
import { givenMember } from '../../test/given-member.ts';
import { buildNativeLibrary, nativeChildEnvironment, skipsNative } from '../../test/native/build-library.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { type ConnectedArchive, connectArchive } from './connect-archive.ts';
import { readMessages } from './stream.ts';

let server: TestServer;
let folder: string;
let archive: ConnectedArchive | null = null;
beforeEach(async () => {
  server = await startTestServer();
  folder = mkdtempSync(join(tmpdir(), 'zhike-test-native-way-'));
});
afterEach(async () => {
  await archive?.stop();
  archive = null;
  await server.close();
  rmSync(folder, { recursive: true });
});

const publicKey = createPublicKey(archivePem);
const CUSTOMER = 'wmNativeCustomer0001';

/** One of the archive's answers, as the test library gives it to whoever asks behind this seq. */
function answerBehind(seq: number | 'everything', messages: Record<string, unknown>[]): void {
  const chatdata = messages.map((message, index) => ({
    seq: Number(seq) + index + 1,
    msgid: message.msgid,
    publickey_ver: 1,
    encrypt_random_key: publicEncrypt(
      { key: publicKey, padding: constants.RSA_PKCS1_PADDING },
      Buffer.from('a random key'),
    ).toString('base64'),
    encrypt_chat_msg: JSON.stringify(message),
  }));
  const name = seq === 'everything' ? 'chat.json' : `chat.${seq}.json`;
  // Escaped: the library is to die of the message, not of the answer that brings it.
  const text = JSON.stringify({ errcode: 0, errmsg: 'ok', chatdata }).replaceAll('CRASH', '\\u0043RASH');
  writeFileSync(join(folder, name), text);
}

const said = (id: number, type: string, body: object) => ({
  msgid: `native${id}`,
  action: 'send',
  from: CUSTOMER,
  tolist: ['lina'],
  roomid: '',
  msgtime: Date.now(),
  msgtype: type,
  [type]: body,
});

function start(): ConnectedArchive {
  const { config, deps, delivery } = server;
  const native = {
    secret: folder,
    privateKeys: JSON.stringify({ 1: archivePem }),
    source: 'native' as const,
    library: buildNativeLibrary(folder),
    httpBase: '',
    proxy: '',
    proxyPassword: '',
    timeoutSeconds: 10,
    childEnvironment: nativeChildEnvironment,
  };
  return connectArchive({ ...config, archive: native }, { ...deps, owner: 'native', delivery })!;
}

describe.skipIf(skipsNative)('through the native library', () => {
  test('what it gives is opened, stored and read, and its files come whole', { timeout: 180_000 }, async () => {
    await givenMember(server, { userId: 'lina' });
    const bytes = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), randomBytes(1_200_000)]);
    writeFileSync(join(folder, 'media.bin'), bytes);
    const picture = {
      sdkfileid: 'file',
      filesize: bytes.length,
      md5sum: createHash('md5').update(bytes).digest('hex'),
    };
    answerBehind(0, [said(1, 'text', { content: '多少钱' }), said(2, 'image', picture)]);
    answerBehind(2, [said(3, 'text', { content: 'CRASH' }), said(4, 'text', { content: '在吗' })]);
    answerBehind('everything', []);
    archive = start();
    await archive.start();
    await expect.poll(() => archive!.isCaughtUp(), { timeout: 60_000 }).toBe(true);

    const books = await readMessages(server.db.read, 0, 100, server.deps);
    expect(books.map(({ type, text }) => [type, text])).toEqual([
      ['text', '多少钱'],
      ['image', ''],
      ['text', '在吗'],
    ]);
    expect(
      await server.db.read.query('SELECT seq, status, problem FROM archive_envelope'),
      'the message that ends the library',
    ).toMatchObject([{ seq: '00000000000000000003', status: 'failed', problem: 'archive.library_crashed' }]);

    const mediaId = createHash('sha256').update('file').digest('base64url');
    await expect
      .poll(() => fileState(server, mediaId), { timeout: 60_000 })
      .toMatchObject({ status: 'stored', is_verified: 1, mime: 'image/jpeg' });
    await server.db.transaction((tx) => execute(tx, "UPDATE chat_conversation SET consent = 'agreed'"));
    const answer = await fetch(`${server.origin}/api/chat-media/${mediaId}`, {
      headers: await server.api.as('lina').headers(),
    });
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
  });
});
