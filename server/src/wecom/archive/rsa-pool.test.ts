import { constants, generateKeyPairSync, publicEncrypt } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { RsaPool } from './rsa-pool.ts';

const pool = new RsaPool(2);
afterAll(() => pool.close());

const newKey = () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { publicKey, pem: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString() };
};
const key = newKey();
const close = (text: string) =>
  publicEncrypt({ key: key.publicKey, padding: constants.RSA_PKCS1_PADDING }, Buffer.from(text)).toString('base64');

test('what was padded and encrypted comes back in its order, whatever worker opened it', async () => {
  const texts = Array.from({ length: 50 }, (_, index) => `random key ${index}`);
  expect(await pool.decrypt(texts.map((text) => ({ encrypted: close(text), pem: key.pem })))).toEqual(texts);
});

test('damage, another key, a wrong length and no Base64 are nobody else’s trouble', async () => {
  const damaged = Buffer.from(close('x'), 'base64');
  damaged[100]! ^= 1;
  const [good, ...rest] = await pool.decrypt([
    { encrypted: close('good'), pem: key.pem },
    { encrypted: damaged.toString('base64'), pem: key.pem },
    { encrypted: close('x'), pem: newKey().pem },
    { encrypted: 'AAAA', pem: key.pem },
    { encrypted: '', pem: key.pem },
  ]);
  expect(good).toBe('good');
  // One in 65,536 of the wrong ones looks padded by chance; what is inside is judged by whoever opens the message with it.
  for (const one of rest) expect(one).not.toBe('x');
});
