import { LessThan } from 'typeorm';
import type { Dependencies } from '../../dependencies.ts';
import { findRow } from '../../platform/database/find-row.ts';
import { insertRows } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { enqueue } from '../../platform/delivery/command.ts';
import { isFresh } from '../media/rules.ts';
import { uploadPoster } from './commands/upload-poster.ts';
import { PosterUploadRow } from './entity.ts';

const ASK_AGAIN_MS = 60_000;
/** WeCom forgets an upload after three days. */
const KEPT_MS = 4 * 24 * 3_600_000;

/** WeCom's id of a drawn poster; null while it does not have it: then it is on its way, asked for at most once a minute. */
export async function mediaIdOfPoster(
  { db, clock }: Pick<Dependencies, 'db' | 'clock'>,
  sha256: string,
): Promise<string | null> {
  const now = clock.now();
  const known = await findRow(db.read, PosterUploadRow, { sha256 });
  if (known && isFresh(known, now)) return known.mediaId;
  if (known && known.mediaId === null && isAskedJustNow(known, now)) return null;
  return db.transaction(async (tx) => {
    await insertRows(tx, 'poster_upload', [{ sha256, asked_at: 0 }], { ignoreDuplicates: true });
    const row = await findRow(tx, PosterUploadRow, { sha256 }, { lock: true });
    if (row && isFresh(row, now)) return row.mediaId;
    if (row && isAskedJustNow(row, now)) return null;
    await tx.update(PosterUploadRow, { sha256 }, { askedAt: now });
    await enqueue(tx, [uploadPoster({ sha256 })]);
    return null;
  });
}

const isAskedJustNow = ({ askedAt }: PosterUploadRow, now: number) => askedAt <= now && now - askedAt < ASK_AGAIN_MS;

/** @param now business time, ms */
export async function forgetOldUploads(tx: Tx, now: number): Promise<void> {
  await tx.delete(PosterUploadRow, { askedAt: LessThan(now - KEPT_MS) });
}
