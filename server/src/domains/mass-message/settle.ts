import { findRow } from '../../platform/database/find-row.ts';
import { execute, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { recordEvent } from '../../platform/delivery/event.ts';
import { keepMediaFresh } from '../media/keep-media-fresh.ts';
import { massMessageProgressed } from './events.ts';
import { MassMessageRow } from './entity.ts';

/** WeCom took no more calls for a while; said until the last task is made. */
export const SLOWED = 'mass_message.slowed';

export const mediaUseOf = (massMessageId: string) => `mass-message:${massMessageId}`;

/** Moves a message on when the last of its tasks was made, or nothing more is to be heard of it; tells the pages either way. */
export async function settleMessage(tx: Tx, massMessageId: string, now: number): Promise<void> {
  const message = await findRow(tx, MassMessageRow, { id: massMessageId }, { lock: true });
  if (!message) return;
  if (
    message.status === 'sending' &&
    !(await isAny(tx, massMessageId, "status IN ('filling', 'waiting', 'calling')"))
  ) {
    // WeCom has everything: the files need not be kept fresh for it any more.
    await keepMediaFresh(tx, mediaUseOf(massMessageId), [], now);
    message.status = 'running';
    await execute(
      tx,
      "UPDATE mass_message SET status = 'running', problem = CASE WHEN problem = ? THEN NULL ELSE problem END WHERE id = ?",
      [SLOWED, massMessageId],
    );
  }
  if (message.status === 'running' && !(await isAny(tx, massMessageId, 'next_poll_at IS NOT NULL')))
    await execute(tx, "UPDATE mass_message SET status = 'ended', ended_at = ? WHERE id = ?", [now, massMessageId]);
  await recordEvent(tx, massMessageProgressed({ occurredAt: now, payload: { massMessageId } }));
}

async function isAny(tx: Tx, massMessageId: string, condition: string): Promise<boolean> {
  const rows = await select(
    tx,
    `SELECT id FROM mass_message_slice WHERE mass_message_id = ? AND ${condition} LIMIT 1`,
    [massMessageId],
  );
  return rows.length > 0;
}
