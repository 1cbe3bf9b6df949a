import { execute, inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { recordEvents } from '../../platform/delivery/event.ts';
import type { MassResult } from '../../wecom/api/mass-message.ts';
import type { MassSliceRow } from './entity.ts';
import { massMessageSent } from './events.ts';

/** What WeCom tells of some customers of a slice; only what is news is written. @param now business time, ms */
export async function takeResults(
  tx: Tx,
  slice: Pick<MassSliceRow, 'id' | 'massMessageId' | 'userId' | 'variant'>,
  results: readonly MassResult[],
  now: number,
): Promise<void> {
  const told = results.filter(({ status }) => status !== 'waiting');
  if (told.length === 0) return;
  const ids = told.map(({ externalUserId }) => externalUserId);
  const rows = await select<{ customer_id: string; external_user_id: string; outcome: string }>(
    tx,
    `SELECT customer_id, external_user_id, outcome FROM mass_message_customer WHERE slice_id = ? AND external_user_id ${inList(ids)}`,
    [slice.id, ...ids],
  );
  const known = new Map(rows.map((row) => [row.external_user_id, row]));
  const alike = new Map<string, { outcome: string; at: number; customerIds: string[] }>();
  for (const { externalUserId, status, sentAt } of told) {
    const row = known.get(externalUserId);
    if (!row || row.outcome === status || row.outcome === 'sent') continue;
    const at = sentAt ?? now;
    const key = `${status} ${at}`;
    const group = alike.get(key) ?? { outcome: status, at, customerIds: [] };
    group.customerIds.push(row.customer_id);
    alike.set(key, group);
  }
  for (const { outcome, at, customerIds } of alike.values()) {
    await execute(
      tx,
      `UPDATE mass_message_customer SET outcome = ?, settled_at = ? WHERE mass_message_id = ? AND customer_id ${inList(customerIds)}`,
      [outcome, at, slice.massMessageId, ...customerIds],
    );
    if (outcome !== 'sent') continue;
    const { massMessageId, userId, variant } = slice;
    await recordEvents(
      tx,
      customerIds.map((customerId) =>
        massMessageSent({
          occurredAt: at,
          customerId,
          memberUserId: userId,
          payload: { massMessageId, userId, variant },
        }),
      ),
    );
  }
}

/** Counts a slice's customers anew; returns how many still wait. */
export async function recount(tx: Tx, sliceId: string): Promise<number> {
  const rows = await select<{ outcome: string; n: number | string }>(
    tx,
    'SELECT outcome, COUNT(*) AS n FROM mass_message_customer WHERE slice_id = ? GROUP BY outcome',
    [sliceId],
  );
  const of = (outcome: string) => Number(rows.find((row) => row.outcome === outcome)?.n ?? 0);
  await execute(
    tx,
    `UPDATE mass_message_slice SET sent_count = ?, not_friend_count = ?, over_quota_count = ?, refused_count = ?, unknown_count = ?
      WHERE id = ?`,
    [of('sent'), of('not_friend'), of('over_quota'), of('refused'), of('unknown'), sliceId],
  );
  return of('waiting');
}
