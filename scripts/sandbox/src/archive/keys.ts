import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { ActError } from '../acts/act-error.ts';
import type { Sandbox } from '../sandbox.ts';
import type { ArchiveKey } from '../world/types.ts';

/** RSA 2048, PKCS#1 (doc 91552). */
const modulusBits = 2_048;

/** The version new messages are sealed with. The first is made when it is first asked for: a pair takes up to a second. */
export function newestKey(sandbox: Sandbox): ArchiveKey {
  const { archiveKeys } = sandbox.world;
  return archiveKeys.get(String(archiveKeys.size)) ?? addKey(sandbox, makePair());
}

/** A new public key, as an administrator saves it; every one counts the version up (doc 91552). Without one a pair is made. */
export function rotateKey(sandbox: Sandbox, publicPem = ''): ArchiveKey {
  return addKey(sandbox, publicPem ? { publicPem: checkedPem(publicPem), privatePem: '' } : makePair());
}

/** Pairs somebody brought along, by version from 1 on. */
export function bringKeys(sandbox: Sandbox, privatePems: Record<string, string>): void {
  for (const version of Object.keys(privatePems)
    .map(Number)
    .sort((a, b) => a - b)) {
    const privatePem = privatePems[String(version)] ?? '';
    const publicPem = createPublicKey(privatePem).export({ type: 'pkcs1', format: 'pem' }).toString();
    sandbox.world.archiveKeys.put({ version, publicPem, privatePem });
  }
}

/** What the CRM must have to read: private keys by version, of the pairs made here. */
export function privateKeysOf(sandbox: Sandbox): Record<string, string> {
  newestKey(sandbox);
  const keys = [...sandbox.world.archiveKeys.values()].filter((key) => key.privatePem);
  return Object.fromEntries(keys.map((key) => [String(key.version), key.privatePem]));
}

function addKey(sandbox: Sandbox, pair: Omit<ArchiveKey, 'version'>): ArchiveKey {
  return sandbox.world.archiveKeys.put({ version: sandbox.world.archiveKeys.size + 1, ...pair });
}

function makePair(): Omit<ArchiveKey, 'version'> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: modulusBits,
    publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  return { publicPem: publicKey, privatePem: privateKey };
}

function checkedPem(pem: string): string {
  try {
    const key = createPublicKey(pem);
    if (key.asymmetricKeyType === 'rsa' && key.asymmetricKeyDetails?.modulusLength === modulusBits) return pem;
  } catch {
    // Said below: whatever it was, it is no key.
  }
  throw new ActError('invalid', '公钥应为 2048 位 RSA 的 PEM', 'publicKey');
}
