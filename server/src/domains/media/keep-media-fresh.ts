import { In } from 'typeorm';
import type { Tx } from '../../platform/database/tx.ts';
import { enqueueUpload } from './commands/upload-media.ts';
import { MediaAssetRow, MediaUseRow } from './entity.ts';
import { MediaNotFound } from './errors.ts';
import { isFresh, RENEW_AFTER_MS, RENEW_AGAIN_MS } from './rules.ts';
import { addUses, isUsed, listAssets, listDueForRenewal, listUses } from './store.ts';

const RENEWALS_A_TICK = 200;

/**
 * Says which files `usedBy` (`channel:<id>`) sends: they are uploaded now if WeCom does not have them, and renewed before their 3 days
 * end for as long as the use lasts. An empty list ends it.
 * @param now business time, ms
 */
export async function keepMediaFresh(tx: Tx, usedBy: string, assetIds: string[], now: number): Promise<void> {
  const wanted = [...new Set(assetIds)];
  const before = await listUses(tx, usedBy);
  const assets = await listAssets(tx, wanted);
  const missing = wanted.find((id) => !assets.some((asset) => asset.id === id));
  if (missing) throw new MediaNotFound({ mediaId: missing });

  await addUses(tx, usedBy, wanted);
  const uploads: string[] = [];
  for (const asset of assets) {
    if (!isFresh(asset, now)) uploads.push(asset.id);
    // The command sets the exact time once WeCom has the file; this one only makes sure of another look.
    const renewAt = isFresh(asset, now) ? asset.mediaIdAt! + RENEW_AFTER_MS : now + RENEW_AGAIN_MS;
    await tx.update(MediaAssetRow, { id: asset.id }, { renewAt });
  }
  if (uploads.length > 0) await enqueueUpload(tx, uploads);

  const ended = before.filter((id) => !wanted.includes(id));
  if (ended.length > 0) await tx.delete(MediaUseRow, { usedBy, assetId: In(ended) });
  for (const id of ended) if (!(await isUsed(tx, id))) await tx.update(MediaAssetRow, { id }, { renewAt: null });
}

const ASK_AGAIN_MS = 60_000;

/** Somebody waits for a file that WeCom does not have: asks for its upload, at most once a minute. @param now business time, ms */
export async function askForUpload(tx: Tx, asset: MediaAssetRow, now: number): Promise<void> {
  const askedAt = asset.renewAt === null ? null : asset.renewAt - RENEW_AGAIN_MS;
  if (askedAt !== null && askedAt <= now && now - askedAt < ASK_AGAIN_MS) return;
  await tx.update(MediaAssetRow, { id: asset.id }, { renewAt: now + RENEW_AGAIN_MS });
  await enqueueUpload(tx, [asset.id]);
}

/** Uploads anew what is due; returns how many. @param now business time, ms */
export async function renewDueMedia(tx: Tx, now: number): Promise<number> {
  const due = await listDueForRenewal(tx, now, RENEWALS_A_TICK);
  if (due.length === 0) return 0;
  await tx.update(MediaAssetRow, { id: In(due.map((asset) => asset.id)) }, { renewAt: now + RENEW_AGAIN_MS });
  await enqueueUpload(
    tx,
    due.map((asset) => asset.id),
  );
  return due.length;
}
