import type { MassQuota } from '@zhike/shared/contracts/mass-message';
import { findRow } from '../../platform/database/find-row.ts';
import { inList, select, upsertRows } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { MassSettingRow } from './entity.ts';

const NAME = 'quota';

/** WeCom's own default until an admin says otherwise. */
export async function findQuota(tx: Tx): Promise<MassQuota> {
  return (await findRow(tx, MassSettingRow, { name: NAME }))?.quota ?? 'month';
}

export async function saveQuota(tx: Tx, rule: MassQuota): Promise<void> {
  await upsertRows(tx, 'mass_setting', [{ name: NAME, quota: rule }], ['name'], ['quota']);
}

/**
 * Of these customers, those who can get no more in the period, as far as our books know: what we sent, and whom WeCom itself found over
 * the limit. What reps send by themselves WeCom does not tell of.
 */
export async function overQuota(
  tx: Tx,
  customerIds: readonly string[],
  { from, most }: { from: number; most: number },
): Promise<Set<string>> {
  if (customerIds.length === 0) return new Set();
  const rows = await select<{ customer_id: string }>(
    tx,
    `SELECT customer_id FROM mass_message_customer
      WHERE customer_id ${inList(customerIds)} AND settled_at >= ? AND outcome IN ('sent', 'over_quota')
      GROUP BY customer_id
      HAVING SUM(CASE WHEN outcome = 'sent' THEN 1 ELSE 0 END) >= ? OR SUM(CASE WHEN outcome = 'over_quota' THEN 1 ELSE 0 END) > 0`,
    [...customerIds, from, most],
  );
  return new Set(rows.map((row) => row.customer_id));
}
