import { createDecipheriv, createHash } from 'node:crypto';

export interface OpenedCallback {
  message: string;
  receiveId: string;
}

/**
 * Opens a callback with node's own crypto, by the documents (wecom-callbacks §1.4, 1.5) and not by the package that sealed it:
 * a mistake there would show here.
 */
export function openCallback(
  keys: { callbackToken: string; callbackAesKey: string },
  query: URLSearchParams,
  ciphertext: string,
): OpenedCallback {
  const parts = [keys.callbackToken, query.get('timestamp') ?? '', query.get('nonce') ?? '', ciphertext];
  const signature = createHash('sha1').update(parts.map(String).toSorted().join('')).digest('hex');
  if (signature !== query.get('msg_signature')) throw new Error('bad signature');
  const key = Buffer.from(`${keys.callbackAesKey}=`, 'base64');
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16));
  decipher.setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(ciphertext, 'base64'), decipher.final()]);
  const padding = padded.at(-1) ?? 0;
  if (padding < 1 || padding > 32 || padded.length % 32 !== 0) throw new Error(`padding ${padding}`);
  const plain = padded.subarray(0, padded.length - padding);
  const length = plain.readUInt32BE(16);
  return {
    message: plain.subarray(20, 20 + length).toString('utf8'),
    receiveId: plain.subarray(20 + length).toString('utf8'),
  };
}

/** One field of a flat message, CDATA or plain. */
export function fieldOf(xml: string, name: string): string | undefined {
  const match = new RegExp(`<${name}>(?:<!\\[CDATA\\[([\\s\\S]*?)\\]\\]>|([^<]*))</${name}>`).exec(xml);
  return match ? (match[1] ?? match[2]) : undefined;
}
