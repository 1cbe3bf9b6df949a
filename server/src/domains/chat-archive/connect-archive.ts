import type { Config } from '../../config.ts';
import type { ObjectStores } from '../../platform/object-store/stores.ts';
import { createArchiveSource } from '../../wecom/archive/create-source.ts';
import { KeyRing } from '../../wecom/archive/key-ring.ts';
import { RsaPool } from '../../wecom/archive/rsa-pool.ts';
import { FILES_AT_ONCE, FileDownloader } from './files/downloader.ts';
import { ArchivePuller, type PullerParts } from './puller.ts';

export interface ConnectedArchive {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Whether all messages that were told of are in our books. Files come in their own time. */
  isCaughtUp(): Promise<boolean>;
}

/** Messages and files of a configured archive; null where none is. */
export function connectArchive(
  { archive, wecom, chatEncryption }: Config,
  parts: Omit<PullerParts, 'source' | 'ring' | 'rsa' | 'encrypted'> & { stores: ObjectStores },
): ConnectedArchive | null {
  if (!archive) return null;
  const source = createArchiveSource(archive, wecom.corpId, FILES_AT_ONCE);
  const encrypted = chatEncryption;
  const puller = new ArchivePuller({
    ...parts,
    source,
    ring: new KeyRing(archive.privateKeys),
    rsa: new RsaPool(),
    encrypted,
  });
  const downloader = new FileDownloader({ ...parts, source, encrypted });
  return {
    async start() {
      puller.start();
      await downloader.start();
    },
    async stop() {
      await Promise.all([puller.stop(), downloader.stop()]);
      await source.close();
    },
    isCaughtUp: () => puller.isCaughtUp(),
  };
}
