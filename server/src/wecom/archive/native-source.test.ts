import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildNativeLibrary, nativeChildEnvironment, skipsNative } from '../../test/native/build-library.ts';
import { ArchiveFault } from './errors.ts';
import { createNativeSource, type NativeSourceOptions } from './native-source.ts';
import type { ArchiveSource } from './source.ts';

const folder = mkdtempSync(join(tmpdir(), 'zhike-test-native-'));
let library = '';

let source: ArchiveSource;
const open = (options: Partial<NativeSourceOptions> = {}) => {
  source = createNativeSource({
    library,
    corpId: 'ww0123456789abcdef',
    secret: folder,
    proxy: '',
    proxyPassword: '',
    timeoutSeconds: 10,
    childEnvironment: nativeChildEnvironment,
    ...options,
  });
  return source;
};
const codeOf = (error: unknown) => (error instanceof ArchiveFault ? error.code : String(error));
const failsWith = (work: Promise<unknown>) => work.then(() => 'nothing', codeOf);
const answer = (text: string) => writeFileSync(join(folder, 'chat.json'), text);
const message = (text: string) => ({ randomKey: 'k', encryptedMessage: text });

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(skipsNative)('the native library', () => {
  beforeAll(() => {
    library = buildNativeLibrary(folder);
  });
  beforeEach(() => answer('{"errcode":0,"errmsg":"ok","chatdata":[]}'));
  afterEach(() => source.close());

  test('seq keeps all of its 64 bits, both ways', async () => {
    answer(
      '{"errcode":0,"chatdata":[{"seq":$SEQ,"msgid":"m","publickey_ver":3,"encrypt_random_key":"a","encrypt_chat_msg":"b"}]}',
    );
    expect(await open().pull(18446744073709551614n, 1000)).toEqual([
      { seq: 18446744073709551614n, msgId: 'm', keyVersion: 3, encryptedRandomKey: 'a', encryptedMessage: 'b' },
    ]);
  });

  test('the library sees nothing of our environment but what it is given', async () => {
    const own = { DATA_KEY: 'our own key', WECOM_AGENT_SECRET: 'our own secret' };
    Object.assign(process.env, own);
    try {
      answer('{"errcode":0,"chatdata":[{"seq":1,"msgid":"$ENV"}]}');
      const [seen] = await open().pull(0n, 10);
      const names = seen!.msgId.split(' ');
      expect(names).toContain('PATH');
      // The names that Node itself adds to any child it speaks with.
      expect(names.filter((name) => !/^(PATH|NODE_OPTIONS|NODE_CHANNEL_\w+)$/.test(name))).toEqual([]);
    } finally {
      for (const name of Object.keys(own)) delete process.env[name];
    }
  });

  test('return values and errcodes are told apart by name', async () => {
    expect(await failsWith(open().pull(0n, 1001))).toBe('archive.parameters_refused');
    answer('{"errcode":301053,"errmsg":"not enabled"}');
    expect(await failsWith(source.pull(0n, 10))).toBe('archive.refused');
    answer('no JSON');
    expect(await failsWith(source.pull(0n, 10))).toBe('archive.answer_unreadable');
    rmSync(join(folder, 'chat.json'));
    expect(await failsWith(source.pull(0n, 10))).toBe('archive.unreachable');
    expect(await failsWith(source.media('unknown', ''))).toBe('archive.file_unknown');
  });

  test('media comes in chunks and keeps its zero bytes', async () => {
    const bytes = Buffer.concat([randomBytes(524_288), Buffer.alloc(1_000), randomBytes(300)]);
    writeFileSync(join(folder, 'media.bin'), bytes);
    const first = await open().media('file', '');
    expect([first.bytes.length, first.isLast]).toEqual([524_288, false]);
    const second = await source.media('file', first.nextIndex);
    expect(second.isLast).toBe(true);
    expect(Buffer.concat([first.bytes, second.bytes]).equals(bytes)).toBe(true);
  });

  test('a file on which the library hangs or dies holds no other file up', async () => {
    const bytes = randomBytes(900_000);
    writeFileSync(join(folder, 'media.bin'), bytes);
    open({ filesAtOnce: 2, timeoutSeconds: 1, graceMs: 2_000 });
    const hanging = failsWith(source.media('HANG', ''));
    // Two that wait for each other's end in the place that is free.
    const [first, again] = await Promise.all([source.media('file', ''), source.media('file', '')]);
    expect([first, again].every((chunk) => chunk.bytes.equals(bytes.subarray(0, 524_288)))).toBe(true);
    expect(await hanging).toBe('archive.library_hung');
    expect(await failsWith(source.media('CRASH', ''))).toBe('archive.library_crashed');
    const last = await source.media('file', first.nextIndex);
    expect([last.isLast, last.bytes.equals(bytes.subarray(524_288))]).toEqual([true, true]);
  });

  test('a deadline begins when a file’s turn comes: whoever waits behind a slow one is not taken for hanging', async () => {
    writeFileSync(join(folder, 'media.bin'), 'slow and well');
    open({ filesAtOnce: 1, timeoutSeconds: 1, graceMs: 1_500 });
    await source.media('file', '');
    const chunks = await Promise.all(['SLOW 1', 'SLOW 2', 'SLOW 3'].map((fileId) => source.media(fileId, '')));
    expect(chunks.map(({ bytes }) => bytes.toString())).toEqual(Array(3).fill('slow and well'));
  });

  test('a message on which the library dies is found among the others, and they are opened', async () => {
    const opened = await open().open(['one', 'two', 'CRASH', 'four', 'DAMAGED'].map(message));
    expect(opened.map((one) => (typeof one === 'string' ? one : codeOf(one)))).toEqual([
      'one',
      'two',
      'archive.library_crashed',
      'four',
      'archive.message_damaged',
    ]);
  });

  test('messages that wait behind a slow pull are opened, and the pull comes too', async () => {
    open({ openMs: 900 });
    await source.pull(0n, 10);
    answer('{"errcode":0,"errmsg":"SLOW","chatdata":[]}');
    const pulled = source.pull(0n, 10);
    expect(await source.open(['one', 'two'].map(message))).toEqual(['one', 'two']);
    expect(await pulled).toEqual([]);
  });

  test('a message on which the library dies fails no pull that waits', async () => {
    const opened = open().open(['CRASH'].map(message));
    const pulled = source.pull(0n, 10);
    expect((await opened).map(codeOf)).toEqual(['archive.library_crashed']);
    expect(await pulled).toEqual([]);
  });

  test('after the end nothing that waited begins', async () => {
    answer('{"errcode":0,"errmsg":"SLOW","chatdata":[]}');
    open();
    const waiting = [1, 2, 3].map(() => failsWith(source.pull(0n, 10)));
    await source.close();
    expect(await Promise.all(waiting)).toEqual(Array(3).fill('archive.library_crashed'));
  });

  test('a library that hangs is ended, and the next call finds a new one', async () => {
    const opened = await open({ openMs: 400 }).open(['HANG'].map(message));
    expect(opened.map(codeOf)).toEqual(['archive.library_hung']);
    expect(await source.open(['after'].map(message))).toEqual(['after']);
  });

  test('while it crashes at every pull, that is what is said', async () => {
    answer('CRASH');
    expect(await failsWith(open().pull(0n, 10))).toBe('archive.library_crashed');
    expect(await failsWith(source.pull(0n, 10))).toBe('archive.library_crashed');
    answer('{"errcode":0,"chatdata":[]}');
    expect(await source.pull(0n, 10)).toEqual([]);
  });
});

test('a library that is not there is said to be missing', async () => {
  expect(await failsWith(open({ library: join(folder, 'nothing.so') }).pull(0n, 10))).toBe('archive.library_missing');
  await source.close();
});
