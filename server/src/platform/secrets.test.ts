import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { DataKeys } from './secrets.ts';

const old = randomBytes(32);
const current = randomBytes(32);
const before = new DataKeys(old);
const after = new DataKeys(current, [old]);

test('what a retired key closed is still opened by it', () => {
  expect(after.decryptText(before.encryptText('13812345678'))).toBe('13812345678');
});

test('a key that is neither current nor retired is named, not guessed at', () => {
  const sealed = before.encryptText('13812345678');
  expect(() => new DataKeys(current).decryptText(sealed)).toThrow(
    /stored data needs data key [0-9a-f]{8}; add it to DATA_KEYS/,
  );
});

test('changed bytes do not open', () => {
  const sealed = before.encrypt('13812345678');
  sealed[sealed.length - 20]! ^= 1;
  expect(() => before.decrypt(sealed)).toThrow();
});

test('it is told whether stored data is under the current key, in bytes and in base64', () => {
  expect(after.isCurrent(after.encrypt('x'))).toBe(true);
  expect(after.isCurrent(after.encryptText('x'))).toBe(true);
  expect(after.isCurrent(before.encrypt('x'))).toBe(false);
  expect(after.isCurrent(before.encryptText('x'))).toBe(false);
});

test('a lookup knows the hashes of retired keys, the current one first', () => {
  expect(after.lookupHashes('phone', '1')).toEqual([after.lookupHash('phone', '1'), before.lookupHash('phone', '1')]);
  expect(after.lookupHash('phone', '1')).not.toBe(after.lookupHash('other', '1'));
});
