import { execute } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { recordEvent } from '../../platform/delivery/event.ts';
import type { SopEnrolmentRow, SopStopReason } from './entity.ts';
import { sopFinished, sopStopped } from './events.ts';

type Active = Pick<SopEnrolmentRow, 'id' | 'sopId' | 'customerId'>;

/** No step is left. */
export async function finishEnrolment(tx: Tx, { id, sopId, customerId }: Active, now: number): Promise<void> {
  if (!(await end(tx, id, 'finished', null, now))) return;
  await recordEvent(tx, sopFinished({ occurredAt: now, customerId, payload: { sopId, enrolmentId: id } }));
}

/** Ends a customer's way before its last step; tasks that are open stay. False: it had ended already. */
export async function stopEnrolment(
  tx: Tx,
  { id, sopId, customerId }: Active,
  { reason, byUserId = null, now }: { reason: SopStopReason; byUserId?: string | null; now: number },
): Promise<boolean> {
  if (!(await end(tx, id, 'stopped', reason, now))) return false;
  const payload = { sopId, enrolmentId: id, reason, byUserId };
  await recordEvent(tx, sopStopped({ occurredAt: now, customerId, memberUserId: byUserId, payload }));
  return true;
}

async function end(
  tx: Tx,
  id: string,
  status: 'finished' | 'stopped',
  reason: SopStopReason | null,
  now: number,
): Promise<boolean> {
  const ended = await execute(
    tx,
    "UPDATE sop_enrolment SET status = ?, stop_reason = ?, active_key = id, next_due_at = NULL, ended_at = ? WHERE id = ? AND status = 'active'",
    [status, reason, now, id],
  );
  return ended > 0;
}
