import type { Readable } from 'node:stream';
import { type MediaKind, mediaLimits } from '@zhike/shared/contracts/media';
import type { Dependencies } from '../../dependencies.ts';
import { newId } from '../../platform/id.ts';
import { audit } from '../audit/audit.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { MediaAssetRow } from './entity.ts';
import { MediaTooBig } from './errors.ts';
import { storeBytes } from './files.ts';
import { decideMime } from './file-type.ts';

/** A manager uploads a file. Its bytes are on disk before its row is written; WeCom gets it when something uses it. */
export async function uploadAsset(
  { db, clock, config }: Pick<Dependencies, 'db' | 'clock' | 'config'>,
  viewer: MemberViewer,
  input: {
    kind: MediaKind;
    name: string;
    content: Readable /** Nobody chose it by itself. */;
    isProvisional?: boolean;
  },
): Promise<MediaAssetRow> {
  const { maxBytes } = mediaLimits[input.kind];
  let mime = '';
  const stored = await storeBytes(config.dataDir, input.content, {
    maxBytes,
    tooBig: () => new MediaTooBig({ kind: input.kind, maxBytes }),
    check: async ({ size, head, path }) => {
      mime = await decideMime(input, { size, head, path });
    },
  });
  const asset = Object.assign(new MediaAssetRow(), {
    id: newId(clock.machineNow()),
    kind: input.kind,
    name: input.name,
    mime,
    size: stored.size,
    sha256: stored.sha256,
    mediaId: null,
    mediaIdAt: null,
    renewAt: null,
    unclaimedSince: input.isProvisional ? clock.now() : null,
    uploadedBy: viewer.userId,
    createdAt: clock.now(),
  });
  await db.transaction(async (tx) => {
    await tx.insert(MediaAssetRow, asset);
    await audit(tx, viewer, {
      action: 'media.upload',
      subject: { kind: 'media', id: asset.id },
      after: { kind: asset.kind, name: asset.name, size: asset.size },
    });
  });
  return asset;
}
