import { constants, createCipheriv, createHash, createPublicKey, publicEncrypt, type KeyObject } from 'node:crypto';

export interface SealedMessage {
  encryptRandomKey: string;
  encryptChatMsg: string;
}

const modulusBytes = 256;
const ivBytes = 16;
const keyBytes = 32;
const paddingBytes = modulusBytes - 3 - Math.ceil(keyBytes / 3) * 4;

/**
 * Seals one message the way the README describes. Everything random follows from `seed`, so that a message is the same bytes however
 * often it is pulled, as if they had been stored.
 */
export function sealMessage(publicPem: string, seed: string, json: string): SealedMessage {
  const draw = createHash('shake256', { outputLength: ivBytes + keyBytes + paddingBytes })
    .update(seed)
    .digest();
  const iv = draw.subarray(0, ivBytes);
  const randomKey = draw.subarray(ivBytes, ivBytes + keyBytes).toString('base64');
  const filling = draw.subarray(ivBytes + keyBytes).map((byte) => byte || 1);
  // PKCS#1 v1.5 by hand (RFC 8017 §7.2.1), because node's own filling cannot be repeated.
  const block = Buffer.concat([Buffer.from([0, 2]), filling, Buffer.from([0]), Buffer.from(randomKey, 'ascii')]);
  const cipher = createCipheriv('aes-256-cbc', createHash('sha256').update(randomKey, 'ascii').digest(), iv);
  return {
    encryptRandomKey: publicEncrypt({ key: keyOf(publicPem), padding: constants.RSA_NO_PADDING }, block).toString(
      'base64',
    ),
    encryptChatMsg: Buffer.concat([iv, cipher.update(json, 'utf8'), cipher.final()]).toString('base64'),
  };
}

/** One flipped bit near the end: the last block, and with it the end of the text, becomes noise. */
export function damaged(base64: string): string {
  const bytes = Buffer.from(base64, 'base64');
  const at = bytes.length - 8;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes.toString('base64');
}

// Reading a PEM takes longer than using the key.
const keys = new Map<string, KeyObject>();

function keyOf(publicPem: string): KeyObject {
  const key = keys.get(publicPem) ?? createPublicKey(publicPem);
  keys.set(publicPem, key);
  return key;
}
