import { execute, forUpdate, inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { recordEvent, recordEvents } from '../../platform/delivery/event.ts';
import type { SopEnrolmentRow, SopStopReason } from './entity.ts';
import { sopFinished, sopStopped } from './events.ts';

type Active = Pick<SopEnrolmentRow, 'id' | 'sopId' | 'customerId'>;

/** No step is left. */
export const finishEnrolment = (tx: Tx, enrolment: Active, now: number): Promise<void> =>
  finishEnrolments(tx, [enrolment], now);

/** The same for many; the caller has locked them. Whoever has left meanwhile stays as she is. */
export async function finishEnrolments(tx: Tx, enrolments: readonly Active[], now: number): Promise<void> {
  if (enrolments.length === 0) return;
  const ids = enrolments.map(({ id }) => id);
  const rows = await select<{ id: string }>(
    tx,
    `SELECT id FROM sop_enrolment WHERE id ${inList(ids)} AND status = 'active'${forUpdate(tx)}`,
    ids,
  );
  const open = new Set(rows.map(({ id }) => id));
  const ended = enrolments.filter(({ id }) => open.has(id));
  if (ended.length === 0) return;
  await execute(
    tx,
    `UPDATE sop_enrolment SET status = 'finished', active_key = id, next_due_at = NULL, ended_at = ? WHERE id ${inList(ended)}`,
    [now, ...ended.map(({ id }) => id)],
  );
  await recordEvents(
    tx,
    ended.map(({ id, sopId, customerId }) =>
      sopFinished({ occurredAt: now, customerId, payload: { sopId, enrolmentId: id } }),
    ),
  );
}

/** Ends a customer's way before its last step; tasks that are open stay. False: it had ended already. */
export async function stopEnrolment(
  tx: Tx,
  { id, sopId, customerId }: Active,
  { reason, byUserId = null, now }: { reason: SopStopReason; byUserId?: string | null; now: number },
): Promise<boolean> {
  const ended = await execute(
    tx,
    "UPDATE sop_enrolment SET status = 'stopped', stop_reason = ?, active_key = id, next_due_at = NULL, ended_at = ? WHERE id = ? AND status = 'active'",
    [reason, now, id],
  );
  if (ended === 0) return false;
  const payload = { sopId, enrolmentId: id, reason, byUserId };
  await recordEvent(tx, sopStopped({ occurredAt: now, customerId, memberUserId: byUserId, payload }));
  return true;
}
