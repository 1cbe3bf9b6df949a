import type { Config } from '../../config.ts';
import { createHttpSource } from '../../wecom/archive/http-source.ts';
import { KeyRing } from '../../wecom/archive/key-ring.ts';
import { createNativeSource } from '../../wecom/archive/native-source.ts';
import { RsaPool } from '../../wecom/archive/rsa-pool.ts';
import { ArchivePuller, type PullerParts } from './puller.ts';

/** The puller of a configured archive; null where none is. */
export function connectArchive(
  { archive, wecom, chatEncryption }: Config,
  parts: Omit<PullerParts, 'source' | 'ring' | 'rsa' | 'encrypted'>,
): ArchivePuller | null {
  if (!archive) return null;
  const settings = { ...archive, corpId: wecom.corpId };
  return new ArchivePuller({
    ...parts,
    source: archive.source === 'http' ? createHttpSource(settings) : createNativeSource(settings),
    ring: new KeyRing(archive.privateKeys),
    rsa: new RsaPool(),
    encrypted: chatEncryption,
  });
}
