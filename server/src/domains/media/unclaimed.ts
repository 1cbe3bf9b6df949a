import { In, IsNull, LessThan, Not } from 'typeorm';
import { enqueue } from '../../platform/delivery/command.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { forgetBytes } from './commands/forget-bytes.ts';
import { MediaAssetRow, MediaUseRow } from './entity.ts';

/** Drafts live as long in a browser. */
const KEPT_MS = 7 * 24 * 3_600_000;
const A_NIGHT = 1_000;

/** Something that was saved shows them: they stay. */
export async function claimAssets(tx: Tx, assetIds: readonly string[]): Promise<void> {
  if (assetIds.length === 0) return;
  await tx.update(MediaAssetRow, { id: In([...assetIds]), unclaimedSince: Not(IsNull()) }, { unclaimedSince: null });
}

/** Every night: pictures of imports that nobody saved go, and their bytes after them. Returns how many. @param now business time, ms */
export async function sweepUnclaimed(tx: Tx, now: number): Promise<number> {
  const old = await tx.find(MediaAssetRow, {
    where: { unclaimedSince: LessThan(now - KEPT_MS) },
    order: { unclaimedSince: 'ASC' },
    take: A_NIGHT,
  });
  if (old.length === 0) return 0;
  const ids = old.map(({ id }) => id);
  const used = new Set((await tx.findBy(MediaUseRow, { assetId: In(ids) })).map(({ assetId }) => assetId));
  await claimAssets(tx, [...used]);
  const gone = old.filter(({ id }) => !used.has(id));
  if (gone.length === 0) return 0;
  // One that was saved at this very moment is claimed, and is not deleted.
  await tx.delete(MediaAssetRow, { id: In(gone.map(({ id }) => id)), unclaimedSince: Not(IsNull()) });
  await enqueue(tx, [forgetBytes({ sha256s: [...new Set(gone.map(({ sha256 }) => sha256))] })]);
  return gone.length;
}
