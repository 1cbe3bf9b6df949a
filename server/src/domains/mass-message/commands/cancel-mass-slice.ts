import { findRow } from '../../../platform/database/find-row.ts';
import { execute } from '../../../platform/database/sql.ts';
import { isWecomError } from '../../../wecom/errors.ts';
import { command } from '../../command.ts';
import { MassSliceRow } from '../entity.ts';
import { MassOutcomeOpen } from '../errors.ts';
import { closeRepTask } from '../rep-task.ts';
import { settleMessage } from '../settle.ts';

const CANCELLED_BEFORE = 41093;
/** Who confirmed a moment ago is heard of by then. */
const LAST_LOOK_MS = 5 * 60_000;

/** Stops one rep's task; what she has sent stays sent. */
export const cancelMassSlice = command<{ sliceId: string }, void>({
  name: 'cancel-mass-slice',
  repeatIsHarmless: '企业微信对已停止的群发返回"已停止",再停一次没有影响',
  serialKey: ({ sliceId }) => `mass-slice ${sliceId}`,

  async send({ sliceId }, { db, wecom }) {
    const slice = await findRow(db.read, MassSliceRow, { id: sliceId });
    // Whether there is a task to stop comes out where it was asked for.
    if (slice?.status === 'calling') throw new MassOutcomeOpen({ sliceId });
    if (slice?.status !== 'created' || !slice.msgId) return;
    try {
      await wecom.massMessage.cancel(slice.msgId, { lane: 'bulk' });
    } catch (error) {
      if (!isWecomError(error, CANCELLED_BEFORE)) throw error;
    }
  },

  async onDone(tx, { sliceId }, _done, now) {
    const slice = await findRow(tx, MassSliceRow, { id: sliceId }, { lock: true });
    if (!slice || !['filling', 'waiting', 'created'].includes(slice.status)) return;
    await execute(tx, "UPDATE mass_message_slice SET status = 'cancelled', next_poll_at = ? WHERE id = ?", [
      slice.msgId ? now + LAST_LOOK_MS : null,
      sliceId,
    ]);
    await execute(
      tx,
      "UPDATE mass_message_customer SET outcome = 'cancelled' WHERE slice_id = ? AND outcome = 'waiting'",
      [sliceId],
    );
    await closeRepTask(tx, slice.massMessageId, slice.userId, now);
    await settleMessage(tx, slice.massMessageId, now);
  },
});
