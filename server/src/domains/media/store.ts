import { findRow, findRows } from '../../platform/database/find-row.ts';
import { In, LessThanOrEqual } from 'typeorm';
import { insertRows, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { MediaAssetRow, MediaUseRow } from './entity.ts';
import { MediaNotFound } from './errors.ts';
import { isFresh } from './rules.ts';

export async function getAsset(tx: Tx, id: string): Promise<MediaAssetRow> {
  const asset = await findRow(tx, MediaAssetRow, { id });
  if (!asset) throw new MediaNotFound({ mediaId: id });
  return asset;
}

export async function listAssets(tx: Tx, ids: string[]): Promise<MediaAssetRow[]> {
  if (ids.length === 0) return [];
  return tx.findBy(MediaAssetRow, { id: In(ids) });
}

/**
 * The id under which WeCom knows this file right now, for the welcome path: one read, never an upload. null while there is none that
 * would still be good on arrival. Name the use beforehand with `keepMediaFresh`.
 * @param now business time, ms
 */
export async function freshMediaId(tx: Tx, assetId: string, now: number): Promise<string | null> {
  const asset = await findRow(tx, MediaAssetRow, { id: assetId });
  return asset && isFresh(asset, now) ? asset.mediaId : null;
}

/** Assets whose upload is due again, oldest first. @param now business time, ms */
export async function listDueForRenewal(tx: Tx, now: number, limit: number): Promise<MediaAssetRow[]> {
  return tx.find(MediaAssetRow, { where: { renewAt: LessThanOrEqual(now) }, order: { renewAt: 'ASC' }, take: limit });
}

export async function isAnyDueForRenewal(tx: Tx, now: number): Promise<boolean> {
  const rows = await select(tx, 'SELECT `id` FROM `media_asset` WHERE `renew_at` <= ? LIMIT 1', [now]);
  return rows.length > 0;
}

export async function listUses(tx: Tx, usedBy: string): Promise<string[]> {
  return (await findRows(tx, MediaUseRow, { usedBy })).map((use) => use.assetId);
}

export async function addUses(tx: Tx, usedBy: string, assetIds: string[]): Promise<void> {
  await insertRows(
    tx,
    'media_use',
    assetIds.map((assetId) => ({ asset_id: assetId, used_by: usedBy })),
    { ignoreDuplicates: true },
  );
}

export async function isUsed(tx: Tx, assetId: string): Promise<boolean> {
  return tx.existsBy(MediaUseRow, { assetId });
}
