import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_ID_CHARS = 8;

/**
 * Everything secret is derived from DATA_KEY: encryption at rest, keyed hashes, session signing.
 * Stored bytes are `keyId (8 hex) | nonce | ciphertext | tag`, so that retired keys (DATA_KEYS) still open what they closed.
 */
export class DataKeys {
  private readonly current: { id: string; key: Buffer };
  private readonly byId = new Map<string, Buffer>();
  private readonly masterKeys: Buffer[];

  /** @param current 32 bytes @param retired older keys, 32 bytes each */
  constructor(current: Buffer, retired: Buffer[] = []) {
    this.masterKeys = [current, ...retired];
    for (const master of this.masterKeys) {
      const id = createHmac('sha256', master).update('key id').digest('hex').slice(0, KEY_ID_CHARS);
      this.byId.set(id, derive(master, 'encrypt at rest'));
    }
    const [id, key] = [...this.byId][0]!;
    this.current = { id, key };
  }

  encrypt(plain: Buffer | string): Buffer {
    const nonce = nextNonce();
    const cipher = createCipheriv('aes-256-gcm', this.current.key, nonce);
    const body = Buffer.concat([cipher.update(plain as Buffer), cipher.final()]);
    return Buffer.concat([Buffer.from(this.current.id, 'latin1'), nonce, body, cipher.getAuthTag()]);
  }

  decrypt(stored: Buffer): Buffer {
    const id = stored.toString('latin1', 0, KEY_ID_CHARS);
    const key = this.byId.get(id);
    if (!key) throw new Error(`stored data needs data key ${id}; add it to DATA_KEYS`);
    const body = stored.subarray(KEY_ID_CHARS + NONCE_BYTES, stored.length - TAG_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', key, stored.subarray(KEY_ID_CHARS, KEY_ID_CHARS + NONCE_BYTES));
    decipher.setAuthTag(stored.subarray(stored.length - TAG_BYTES));
    return Buffer.concat([decipher.update(body), decipher.final()]);
  }

  encryptText(plain: string): string {
    return this.encrypt(plain).toString('base64');
  }

  decryptText(stored: string): string {
    return this.decrypt(Buffer.from(stored, 'base64')).toString('utf8');
  }

  /** Whether these stored bytes (or base64 of them) were closed with the key that is current now. */
  isCurrent(stored: Buffer | string): boolean {
    const bytes = typeof stored === 'string' ? Buffer.from(stored.slice(0, 2 * KEY_ID_CHARS), 'base64') : stored;
    return bytes.toString('latin1', 0, KEY_ID_CHARS) === this.current.id;
  }

  /** Keyed hash to store beside what is encrypted and looked up (phone numbers …). Hex, 64 characters, under the current key. */
  lookupHash(purpose: string, value: string): string {
    return hashOf(this.masterKeys[0]!, purpose, value);
  }

  /** The hashes under which it may be stored: the current key's first, then those of retired keys. */
  lookupHashes(purpose: string, value: string): string[] {
    return this.masterKeys.map((master) => hashOf(master, purpose, value));
  }

  /** The keys behind such hashes of one purpose, for whoever makes very many: the current one first, then those of retired keys. */
  lookupKeys(purpose: string): Buffer[] {
    return this.masterKeys.map((master) => derive(master, `lookup ${purpose}`));
  }

  /** A 32-byte key for one purpose (sessions, signed links …). */
  derived(purpose: string): Buffer {
    return derive(this.masterKeys[0]!, purpose);
  }
}

let noncePool = Buffer.alloc(0);

/** Random bytes fetched for many nonces at once: asking for twelve at a time costs more than the encryption. */
function nextNonce(): Buffer {
  if (noncePool.length === 0) noncePool = randomBytes(NONCE_BYTES * 512);
  const nonce = noncePool.subarray(0, NONCE_BYTES);
  noncePool = noncePool.subarray(NONCE_BYTES);
  return nonce;
}

function hashOf(master: Buffer, purpose: string, value: string): string {
  return createHmac('sha256', derive(master, `lookup ${purpose}`))
    .update(value)
    .digest('hex');
}

function derive(master: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master, 'zhike', purpose, 32));
}
