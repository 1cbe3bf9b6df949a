import { createPrivateKey } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describeError } from '../../platform/errors.ts';
import { ArchiveFault } from './errors.ts';

/** Files are looked at again for a version nobody knows, but not more often than this, ms. */
const REREAD_AFTER_MS = 10_000;

interface Keys {
  pems: Map<number, string>;
  /** Versions whose key is none; they cost only their own messages. */
  bad: Set<number>;
}

/** Private keys by version of their public key (doc 91774). A key file added while the program runs is found by itself. */
export class KeyRing {
  private keys: Keys = { pems: new Map(), bad: new Set() };
  private readAt = Number.NEGATIVE_INFINITY;
  /** The last look; when it failed a key is not missing, it could not be looked for. */
  private look: Promise<void> = Promise.resolve();

  /** @param configured JSON text, or the path of a JSON file or of a folder with `1.pem` … */
  constructor(private readonly configured: string) {}

  /** PEM of a version; throws `archive.key_missing`, also where something lies that is no private key, and `archive.keys_unreadable`. */
  async get(version: number): Promise<string> {
    const known = this.keys.pems.get(version);
    if (known) return known;
    if (performance.now() - this.readAt >= REREAD_AFTER_MS) this.lookAgain();
    // Also one that another has begun.
    await this.look;
    const found = this.keys.pems.get(version);
    if (found) return found;
    const why = this.keys.bad.has(version) ? { why: 'not an RSA private key in PEM' } : {};
    throw new ArchiveFault('archive.key_missing', { keyVersion: version, ...why });
  }

  /** All versions that can be used, read afresh; throws `archive.keys_unreadable`. */
  async versions(): Promise<number[]> {
    this.lookAgain();
    await this.look;
    return [...this.keys.pems.keys()].sort((a, b) => a - b);
  }

  /** All versions and the length of their keys, null of what is no key, read afresh. */
  async describe(): Promise<{ version: number; bits: number | null }[]> {
    const good = (await this.versions()).map((version) => ({
      version,
      bits: createPrivateKey(this.keys.pems.get(version)!).asymmetricKeyDetails?.modulusLength ?? 0,
    }));
    const bad = [...this.keys.bad].map((version) => ({ version, bits: null }));
    return [...good, ...bad].sort((a, b) => a.version - b.version);
  }

  private lookAgain(): void {
    this.readAt = performance.now();
    this.look = this.read();
    // Whoever waits for it hears of a failure.
    this.look.catch(() => undefined);
  }

  private async read(): Promise<void> {
    try {
      this.keys = sorted(await readPems(this.configured));
    } catch (error) {
      if (error instanceof ArchiveFault) throw error;
      throw new ArchiveFault('archive.keys_unreadable', { why: describeError(error, 120) }, { cause: error });
    }
  }
}

/** What stands for each version, whatever it is; null of a file that cannot be read. */
async function readPems(configured: string): Promise<[number, string | null][]> {
  if (configured.startsWith('{')) return parsePems(configured);
  if (!(await stat(configured)).isDirectory()) return parsePems(await readFile(configured, 'utf8'));
  const versions = (await readdir(configured)).flatMap((name) => /^(\d+)\.pem$/.exec(name)?.[1] ?? []);
  return Promise.all(
    versions.map(async (version): Promise<[number, string | null]> => {
      const pem = await readFile(join(configured, `${version}.pem`), 'utf8').catch(() => null);
      return [Number(version), pem];
    }),
  );
}

function parsePems(json: string): [number, string][] {
  try {
    return Object.entries(JSON.parse(json) as object).map(([version, pem]) => [Number(version), String(pem)]);
  } catch {
    // Never the text itself: it holds keys.
    throw new ArchiveFault('archive.keys_unreadable', { why: 'not a JSON object' });
  }
}

function sorted(entries: [number, string | null][]): Keys {
  const keys: Keys = { pems: new Map(), bad: new Set() };
  for (const [version, pem] of entries) {
    if (!Number.isSafeInteger(version))
      throw new ArchiveFault('archive.keys_unreadable', { why: 'a version that is no number' });
    if (pem !== null && isRsaKey(pem)) keys.pems.set(version, pem);
    else keys.bad.add(version);
  }
  return keys;
}

function isRsaKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    // Without what OpenSSL says of the key.
    return false;
  }
}
