import type { Config } from '../../config.ts';
import { createArchiveSource } from '../../wecom/archive/create-source.ts';
import { KeyRing } from '../../wecom/archive/key-ring.ts';
import { RsaPool } from '../../wecom/archive/rsa-pool.ts';
import { ArchivePuller, type PullerParts } from './puller.ts';

/** The puller of a configured archive; null where none is. */
export function connectArchive(
  { archive, wecom, chatEncryption }: Config,
  parts: Omit<PullerParts, 'source' | 'ring' | 'rsa' | 'encrypted'>,
): ArchivePuller | null {
  if (!archive) return null;
  return new ArchivePuller({
    ...parts,
    source: createArchiveSource(archive, wecom.corpId),
    ring: new KeyRing(archive.privateKeys),
    rsa: new RsaPool(),
    encrypted: chatEncryption,
  });
}
