import { createPrivateKey } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describeError } from '../../platform/errors.ts';
import { ArchiveFault } from './errors.ts';

/** Files are looked at again for a version nobody knows, but not more often than this, ms. */
const REREAD_AFTER_MS = 10_000;

/** Private keys by version of their public key (doc 91774). A key file added while the program runs is found by itself. */
export class KeyRing {
  private keys = new Map<number, string>();
  private readAt = Number.NEGATIVE_INFINITY;

  /** @param configured JSON text, or the path of a JSON file or of a folder with `1.pem` … */
  constructor(private readonly configured: string) {}

  /** PEM of a version; throws `archive.key_missing`. */
  async get(version: number): Promise<string> {
    const known = this.keys.get(version);
    if (known) return known;
    if (performance.now() - this.readAt >= REREAD_AFTER_MS) await this.read();
    const found = this.keys.get(version);
    if (!found) throw new ArchiveFault('archive.key_missing', { keyVersion: version });
    return found;
  }

  /** All versions there are, read afresh; throws `archive.keys_unreadable`. */
  async versions(): Promise<number[]> {
    await this.read();
    return [...this.keys.keys()].sort((a, b) => a - b);
  }

  /** All versions and the length of their keys, read afresh. */
  async describe(): Promise<{ version: number; bits: number }[]> {
    return (await this.versions()).map((version) => ({
      version,
      bits: createPrivateKey(this.keys.get(version)!).asymmetricKeyDetails?.modulusLength ?? 0,
    }));
  }

  private async read(): Promise<void> {
    this.readAt = performance.now();
    try {
      this.keys = await readKeys(this.configured);
    } catch (error) {
      if (error instanceof ArchiveFault) throw error;
      throw new ArchiveFault('archive.keys_unreadable', { why: describeError(error, 120) }, { cause: error });
    }
  }
}

async function readKeys(configured: string): Promise<Map<number, string>> {
  if (configured.startsWith('{')) return parseKeys(configured);
  if (!(await stat(configured)).isDirectory()) return parseKeys(await readFile(configured, 'utf8'));
  const keys = new Map<number, string>();
  for (const name of await readdir(configured)) {
    const version = /^(\d+)\.pem$/.exec(name)?.[1];
    if (version) keys.set(Number(version), checked(Number(version), await readFile(join(configured, name), 'utf8')));
  }
  return keys;
}

function parseKeys(json: string): Map<number, string> {
  let entries: [string, unknown][];
  try {
    entries = Object.entries(JSON.parse(json) as object);
  } catch {
    // Never the text itself: it holds keys.
    throw new ArchiveFault('archive.keys_unreadable', { why: 'not a JSON object' });
  }
  return new Map(entries.map(([version, pem]) => [Number(version), checked(Number(version), String(pem))]));
}

function checked(keyVersion: number, pem: string): string {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'rsa' && Number.isSafeInteger(keyVersion)) return pem;
  } catch {
    // Said below, without what OpenSSL says of the key.
  }
  throw new ArchiveFault('archive.keys_unreadable', { keyVersion, why: 'not an RSA private key in PEM' });
}
