import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { s3Account, type SmallS3, startSmallS3 } from '../../test/small-s3.ts';
import { createFolderStore } from './folder-store.ts';
import { createS3Store } from './s3-store.ts';
import type { ObjectStore } from './object-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'zhike-test-stores-'));
let s3: SmallS3;
beforeAll(async () => {
  s3 = await startSmallS3();
  mkdirSync(join(folder, '.incoming'));
});
afterEach(() => {
  s3.fault = null;
});
afterAll(async () => {
  await s3.close();
  rmSync(folder, { recursive: true });
});

const bucket = (changes: object = {}) =>
  createS3Store({ ...s3Account, endpoint: s3.origin, pathStyle: true, ...changes });
const stores: [string, () => ObjectStore][] = [
  ['a folder', () => createFolderStore(folder)],
  ['a bucket', () => bucket()],
];

function staged(bytes: Buffer) {
  const path = join(folder, '.incoming', 'file.part');
  writeFileSync(path, bytes);
  return { path, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

describe.each(stores)('%s', (_name, open) => {
  test('gives back what was put, whole and in part, until it is removed', async () => {
    const store = open();
    const bytes = randomBytes(700_000);
    await store.put('chat/ab/one.two-3', staged(bytes));
    expect((await buffer((await store.read('chat/ab/one.two-3'))!)).equals(bytes)).toBe(true);
    const part = await buffer((await store.read('chat/ab/one.two-3', { first: 699_000, last: 699_999 }))!);
    expect(part.equals(bytes.subarray(699_000))).toBe(true);
    await store.remove('chat/ab/one.two-3');
    expect(await store.read('chat/ab/one.two-3')).toBeNull();
    await store.remove('chat/ab/one.two-3');
  });

  test('keeps an empty file', async () => {
    const store = open();
    await store.put('chat/ab/empty', staged(Buffer.alloc(0)));
    expect((await buffer((await store.read('chat/ab/empty'))!)).length).toBe(0);
  });

  test('takes no key that could lead elsewhere', async () => {
    for (const key of ['../secrets', 'chat/../../secrets', '/etc/passwd', 'chat//a', 'a b', 'a?b', ''])
      await expect(async () => open().read(key)).rejects.toThrow('not a key');
  });
});

test('a folder has no half of a file under its name, and nothing staged is left', async () => {
  await createFolderStore(folder).put('chat/cd/whole', staged(randomBytes(10)));
  expect(readdirSync(join(folder, 'chat', 'cd'))).toEqual(['whole']);
  expect(readdirSync(join(folder, '.incoming'))).toEqual([]);
});

test('a bucket that refuses says why by its own code, and never more', async () => {
  const wrongKey = bucket({ secretKey: 'another' }).put('chat/a', staged(randomBytes(10)));
  await expect(wrongKey).rejects.toMatchObject({
    code: 'store.refused',
    details: { status: 403, reason: 'SignatureDoesNotMatch' },
  });
  await expect(bucket({ bucket: 'nobodys' }).read('chat/a')).rejects.toMatchObject({
    details: { status: 404, reason: 'NoSuchBucket' },
  });
  s3.fault = { status: 503, code: 'SlowDown' };
  await expect(bucket().remove('chat/a')).rejects.toMatchObject({ code: 'store.refused', retryable: true });
});

test('bytes that are not what was staged are refused by the bucket', async () => {
  const file = staged(randomBytes(100));
  writeFileSync(file.path, randomBytes(100));
  await expect(bucket().put('chat/a', file)).rejects.toMatchObject({
    details: { reason: 'XAmzContentSHA256Mismatch' },
  });
});

test('where nobody listens it is said to be unreachable', async () => {
  await expect(bucket({ endpoint: 'http://127.0.0.1:9' }).read('chat/a')).rejects.toMatchObject({
    code: 'store.unreachable',
  });
});
