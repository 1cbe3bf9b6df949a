import { findRow } from '../../../platform/database/find-row.ts';
import { enqueue } from '../../../platform/delivery/command.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { command } from '../../command.ts';
import { MediaAssetRow } from '../entity.ts';
import { MediaBytesMissing } from '../errors.ts';
import { readBytes } from '../files.ts';
import { isUsed } from '../store.ts';
import { RENEW_AFTER_MS } from '../rules.ts';

/** Below the lease of a claimed command, so that no other process takes over an upload that is still running. */
const UPLOAD_MS = 45_000;

/** Brings a file to WeCom and keeps the id it gets, so that whoever sends it later has nothing to upload. */
export const uploadMedia = command<{ assetId: string }, { mediaId: string } | null>({
  name: 'upload-media',
  repeatIsHarmless: '重复上传只会得到一个新的素材编号,旧的编号到期前仍然可用',
  serialKey: ({ assetId }) => `media:${assetId}`,
  async send({ assetId }, { db, config, wecom }) {
    const asset = await findRow(db.read, MediaAssetRow, { id: assetId });
    if (!asset) return null;
    const bytes = await readBytes(config.dataDir, asset.sha256);
    if (!bytes) throw new MediaBytesMissing({ mediaId: assetId });
    return wecom.media.upload(
      asset.kind,
      { fileName: asset.name, mimeType: asset.mime, bytes },
      { timeoutMs: UPLOAD_MS, lane: 'normal' },
    );
  },
  async onDone(tx, { assetId }, uploaded, now) {
    if (!uploaded) return;
    // By our clock, not by WeCom's `created_at`: freshness is judged by ours.
    const renewAt = (await isUsed(tx, assetId)) ? now + RENEW_AFTER_MS : null;
    await tx.update(MediaAssetRow, { id: assetId }, { mediaId: uploaded.mediaId, mediaIdAt: now, renewAt });
  },
});

export async function enqueueUpload(tx: Tx, assetIds: string[]): Promise<void> {
  await enqueue(
    tx,
    assetIds.map((assetId) => uploadMedia({ assetId })),
  );
}
