import { findRow } from '../../platform/database/find-row.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { LessThan } from 'typeorm';
import { MaterialVersionRow } from './entity.ts';

export function findVersion(tx: Tx, materialId: string, version: number): Promise<MaterialVersionRow | null> {
  return findRow(tx, MaterialVersionRow, { materialId, version });
}

/** Newest first. */
export async function listVersions(
  tx: Tx,
  materialId: string,
  { cursor, limit }: { cursor?: string; limit: number },
): Promise<{ versions: MaterialVersionRow[]; nextCursor: string | null }> {
  const before = cursor ? decodeCursor(cursor, ['number'])[0] : null;
  const rows = await tx.find(MaterialVersionRow, {
    where: { materialId, ...(before === null ? {} : { version: LessThan(before) }) },
    order: { version: 'DESC' },
    take: limit + 1,
  });
  const versions = rows.slice(0, limit);
  return { versions, nextCursor: rows.length > limit ? encodeCursor([versions.at(-1)!.version]) : null };
}
