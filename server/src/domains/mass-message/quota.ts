import type { QuotaSettings } from '@zhike/shared/contracts/mass-message';
import { findRow } from '../../platform/database/find-row.ts';
import { inList, select, upsertRows } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { MassSettingRow } from './entity.ts';
import { quotaAt } from './rules.ts';

const NAME = 'quota';

/** WeCom's own default until an admin says otherwise; whoever can get no more is left out. */
export async function findQuota(tx: Tx): Promise<QuotaSettings> {
  const row = await findRow(tx, MassSettingRow, { name: NAME });
  return { rule: row?.quota ?? 'month', over: row?.over ?? 'skip' };
}

export async function saveQuota(tx: Tx, { rule, over }: QuotaSettings): Promise<void> {
  const row = { name: NAME, quota: rule, over_quota: over };
  await upsertRows(tx, 'mass_setting', [row], ['name'], ['quota', 'over_quota']);
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

/**
 * Of these customers, who are not over the limit, those who will be at it once reps confirm what they may still confirm. A message counts
 * when it goes out, so whatever waits counts, begun before the period or in it.
 */
export async function soonOverQuota(
  tx: Tx,
  customerIds: readonly string[],
  { from, most }: { from: number; most: number },
): Promise<Set<string>> {
  if (customerIds.length === 0) return new Set();
  // Two walks of one index, each along what can count: what is settled grows with the years.
  const rows = await select<{ customer_id: string }>(
    tx,
    `SELECT customer_id FROM (
        SELECT customer_id, 0 AS waits FROM mass_message_customer
         WHERE customer_id ${inList(customerIds)} AND settled_at >= ? AND outcome = 'sent'
        UNION ALL
        SELECT c.customer_id, 1 AS waits FROM mass_message_customer c JOIN mass_message_slice s ON s.id = c.slice_id
         WHERE c.customer_id ${inList(customerIds)} AND c.settled_at IS NULL AND c.outcome = 'waiting'
           AND (s.next_poll_at IS NOT NULL OR s.status IN ('filling', 'waiting', 'calling'))) AS counted
      GROUP BY customer_id HAVING COUNT(*) >= ? AND SUM(waits) > 0`,
    [...customerIds, from, ...customerIds, most],
  );
  return new Set(rows.map((row) => row.customer_id));
}

/** Who can get no more and is left out: the rule that the number shown beforehand comes from. */
export async function whoIsSkipped(
  tx: Tx,
  customerIds: readonly string[],
  { now, timeZone }: { now: number; timeZone: string },
): Promise<Set<string>> {
  const { rule, over } = await findQuota(tx);
  return over === 'skip' ? overQuota(tx, customerIds, quotaAt(rule, now, timeZone)) : new Set();
}
