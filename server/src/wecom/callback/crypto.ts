import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const BLOCK = 32;

export interface CallbackKey {
  token: string;
  /** 32 bytes, from the 43 characters of EncodingAESKey. */
  aesKey: Buffer;
}

export function callbackKey({ token, aesKey }: { token: string; aesKey: string }): CallbackKey {
  return { token, aesKey: Buffer.from(`${aesKey}=`, 'base64') };
}

/** SHA-1 over the sorted strings (doc 90968). Only the ciphertext is signed, never the envelope around it. */
export function signatureOf(token: string, timestamp: string, nonce: string, encrypted: string): string {
  return createHash('sha1').update([token, timestamp, nonce, encrypted].sort(byByte).join('')).digest('hex');
}

export function isSignatureValid(
  key: CallbackKey,
  query: { msgSignature: string; timestamp: string; nonce: string },
  encrypted: string,
): boolean {
  const expected = Buffer.from(signatureOf(key.token, query.timestamp, query.nonce, encrypted), 'latin1');
  const given = Buffer.from(query.msgSignature, 'latin1');
  return expected.length === given.length && timingSafeEqual(expected, given);
}

export class DecryptionFailed extends Error {}

/**
 * Opens `Encrypt` or `echostr`: 16 random bytes, length (4, big-endian, in bytes), message, receiver id; padded to blocks of 32,
 * which Node's own unpadding refuses (doc 90968). Throws DecryptionFailed.
 */
export function decrypt(key: CallbackKey, encrypted: string): { message: Buffer; receiverId: string } {
  const cipherText = Buffer.from(encrypted, 'base64');
  if (cipherText.length === 0 || cipherText.length % 16 !== 0) throw new DecryptionFailed('ciphertext length');
  const decipher = createDecipheriv('aes-256-cbc', key.aesKey, key.aesKey.subarray(0, 16));
  decipher.setAutoPadding(false);
  const plain = Buffer.concat([decipher.update(cipherText), decipher.final()]);
  const pad = plain[plain.length - 1]!;
  if (pad < 1 || pad > BLOCK || plain.length < 20 + pad) throw new DecryptionFailed('padding');
  const length = plain.readUInt32BE(16);
  const end = plain.length - pad;
  if (20 + length > end) throw new DecryptionFailed('message length');
  return { message: plain.subarray(20, 20 + length), receiverId: plain.toString('utf8', 20 + length, end) };
}

/** The other direction, for passive replies and for checking our own callback URL. */
export function encrypt(
  key: CallbackKey,
  message: Buffer | string,
  receiverId: string,
  random: Buffer = randomBytes(16),
): string {
  const body = Buffer.from(message as string);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const content = Buffer.concat([random, length, body, Buffer.from(receiverId)]);
  const pad = BLOCK - (content.length % BLOCK);
  const cipher = createCipheriv('aes-256-cbc', key.aesKey, key.aesKey.subarray(0, 16));
  cipher.setAutoPadding(false);
  return Buffer.concat([cipher.update(Buffer.concat([content, Buffer.alloc(pad, pad)])), cipher.final()]).toString(
    'base64',
  );
}

function byByte(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
