import type { SopStop } from '@zhike/shared/contracts/sop';
import { forUpdate, inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { stopEnrolment } from './end.ts';
import { SopEnrolmentRow, type SopStopReason } from './entity.ts';
import { definitionsOf } from './store.ts';

/**
 * Stops what these customers are in where its own settings say so. `since`: what happened before somebody began does not count.
 * Returns how many ended.
 */
export async function stopWhere(
  tx: Tx,
  happened: readonly { customerId: string; at: number }[],
  reason: SopStopReason,
  says: (stop: SopStop) => boolean,
  now: number,
): Promise<number> {
  const latest = new Map<string, number>();
  for (const { customerId, at } of happened) latest.set(customerId, Math.max(latest.get(customerId) ?? 0, at));
  const active = await activeOf(tx, [...latest.keys()]);
  const definitionOf = await definitionsOf(tx, active);
  let stopped = 0;
  for (const enrolment of active) {
    if (latest.get(enrolment.customerId)! < sinceOf(enrolment)) continue;
    if (!says(definitionOf(enrolment).stop)) continue;
    if (await stopEnrolment(tx, enrolment, { reason, now })) stopped += 1;
  }
  return stopped;
}

/** Who began by an event began with it, however late that was handled. */
const sinceOf = ({ becauseKind, startsAt, enrolledAt }: SopEnrolmentRow) =>
  becauseKind === 'start' ? Math.min(startsAt, enrolledAt) : enrolledAt;

/** What these customers are in now; locked until commit, so that nobody ends or moves it meanwhile. */
export async function activeOf(tx: Tx, customerIds: string[]): Promise<SopEnrolmentRow[]> {
  if (customerIds.length === 0) return [];
  const rows = await select<{ id: string }>(
    tx,
    `SELECT id FROM sop_enrolment WHERE customer_id ${inList(customerIds)} AND status = 'active'${forUpdate(tx)}`,
    customerIds,
  );
  if (rows.length === 0) return [];
  return tx
    .createQueryBuilder(SopEnrolmentRow, 'e')
    .where('e.id IN (:...ids)', { ids: rows.map((row) => row.id) })
    .getMany();
}
