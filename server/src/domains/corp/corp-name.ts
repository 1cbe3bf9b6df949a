import { findRow } from '../../platform/database/find-row.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { DepartmentRow } from './entity.ts';

/** WeCom's top department carries the corp's name (doc 90208). */
export const TOP_DEPARTMENT_ID = 1;

export async function findCorpName(tx: Tx): Promise<string | null> {
  const top = await findRow(tx, DepartmentRow, { id: TOP_DEPARTMENT_ID });
  return top?.name || null;
}
