import { findRow } from '../../platform/database/find-row.ts';
import { execute } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { recordEvent } from '../../platform/delivery/event.ts';
import { keepMediaFresh } from '../media/keep-media-fresh.ts';
import { assetsOf } from './attachments.ts';
import { MassMessageRow, MassSliceRow } from './entity.ts';
import { massMessageProgressed } from './events.ts';
import { mediaUseOf } from './settle.ts';

/**
 * A slice that was given up, and that somebody has tried again: its customers wait as before. One that WeCom was asked for and did not
 * answer is looked for first. Returns the slice as it stands now; of a cancelled message nothing is taken up.
 */
export async function takeUpAgain(tx: Tx, sliceId: string, now: number): Promise<MassSliceRow | null> {
  const slice = await findRow(tx, MassSliceRow, { id: sliceId }, { lock: true });
  if (slice?.status !== 'failed') return slice;
  const message = await findRow(tx, MassMessageRow, { id: slice.massMessageId }, { lock: true });
  if (!message || message.status === 'cancelled') return slice;
  const [outcome, status] =
    slice.unknownCount > 0 ? (['unknown', 'calling'] as const) : (['refused', 'waiting'] as const);
  await execute(tx, "UPDATE mass_message_customer SET outcome = 'waiting' WHERE slice_id = ? AND outcome = ?", [
    sliceId,
    outcome,
  ]);
  await execute(tx, `UPDATE mass_message_slice SET status = ?, problem = NULL, ${outcome}_count = 0 WHERE id = ?`, [
    status,
    sliceId,
  ]);
  await execute(
    tx,
    `UPDATE mass_message SET problem = NULL, ended_at = NULL, status = CASE WHEN status IN ('running', 'ended') THEN 'sending' ELSE status END
      WHERE id = ?`,
    [message.id],
  );
  await keepMediaFresh(tx, mediaUseOf(message.id), assetsOf(message.attachments ?? []), now);
  await recordEvent(tx, massMessageProgressed({ occurredAt: now, payload: { massMessageId: message.id } }));
  return { ...slice, status };
}
