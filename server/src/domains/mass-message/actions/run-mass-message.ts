import type { Dependencies } from '../../../dependencies.ts';
import { execute, select } from '../../../platform/database/sql.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { enqueue } from '../../../platform/delivery/command.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { keepMediaFresh } from '../../media/keep-media-fresh.ts';
import { assetsOf, freezeAttachments } from '../attachments.ts';
import { advanceMassMessage } from '../commands/advance-mass-message.ts';
import { cancelMassSlice } from '../commands/cancel-mass-slice.ts';
import { remindMassSlice } from '../commands/remind-mass-slice.ts';
import { MassMessageBegun, MassMessageNotRunning, MassStartNotAhead, NobodyToRemind } from '../errors.ts';
import { massMessageProgressed } from '../events.ts';
import { MAX_REMINDERS, mayRemind } from '../rules.ts';
import { mediaUseOf } from '../settle.ts';
import { getMassMessageFor, isOpen, isUnderWay } from '../store.ts';

type Needs = Pick<Dependencies, 'db' | 'clock' | 'config'>;

/** Begins a mass message now, or puts it off until `startAt` (business time, ms). What it carries is what its materials are now. */
export async function startMassMessage(
  { db, clock, config }: Needs,
  viewer: MemberViewer,
  massMessageId: string,
  startAt: number | null,
): Promise<void> {
  const now = clock.now();
  if (startAt !== null && startAt <= now) throw new MassStartNotAhead({ field: 'startAt' });
  await db.transaction(async (tx) => {
    const message = await getMassMessageFor(tx, viewer, massMessageId, { lock: true });
    if (!isOpen(message)) throw new MassMessageBegun({ massMessageId });
    const attachments = await freezeAttachments(tx, viewer, message.materialIds, { now, timeZone: config.timeZone });
    await keepMediaFresh(tx, mediaUseOf(massMessageId), assetsOf(attachments), now);
    await execute(tx, "UPDATE mass_message SET status = 'scheduled', start_at = ?, attachments = ? WHERE id = ?", [
      startAt ?? now,
      JSON.stringify(attachments),
      massMessageId,
    ]);
    if (startAt === null) await beginMassMessage(tx, massMessageId, now);
    await audit(tx, viewer, {
      action: 'mass_message.start',
      subject: { kind: 'mass_message', id: massMessageId },
      after: { startAt },
    });
    await recordEvent(tx, massMessageProgressed({ occurredAt: now, payload: { massMessageId } }));
  });
}

/** The moment of one that was put off has come; once. */
export async function beginMassMessage(tx: Tx, massMessageId: string, now: number): Promise<void> {
  const begun = await execute(
    tx,
    "UPDATE mass_message SET status = 'collecting', started_at = ? WHERE id = ? AND status = 'scheduled'",
    [now, massMessageId],
  );
  if (begun > 0) await enqueue(tx, advanceMassMessage({ massMessageId }));
}

/** Begins all whose moment has come; returns how many. */
export async function beginDueMassMessages(tx: Tx, now: number): Promise<number> {
  const rows = await select<{ id: string }>(
    tx,
    "SELECT id FROM mass_message WHERE status = 'scheduled' AND start_at <= ? ORDER BY start_at LIMIT 50",
    [now],
  );
  for (const { id } of rows) await beginMassMessage(tx, id, now);
  return rows.length;
}

export async function isAnyMassMessageDue(tx: Tx, now: number): Promise<boolean> {
  const rows = await select(tx, "SELECT id FROM mass_message WHERE status = 'scheduled' AND start_at <= ? LIMIT 1", [
    now,
  ]);
  return rows.length > 0;
}

/** What is not confirmed yet is stopped. One that was only put off becomes a draft again. */
export async function cancelMassMessage(
  { db, clock }: Needs,
  viewer: MemberViewer,
  massMessageId: string,
): Promise<void> {
  const now = clock.now();
  await db.transaction(async (tx) => {
    const message = await getMassMessageFor(tx, viewer, massMessageId, { lock: true });
    if (message.status !== 'scheduled' && !isUnderWay(message)) throw new MassMessageNotRunning({ massMessageId });
    await keepMediaFresh(tx, mediaUseOf(massMessageId), [], now);
    if (message.status === 'scheduled')
      await execute(tx, "UPDATE mass_message SET status = 'draft', start_at = NULL, attachments = NULL WHERE id = ?", [
        massMessageId,
      ]);
    else {
      await execute(
        tx,
        "UPDATE mass_message SET status = 'cancelled', ended_at = ?, by_filter = NULL, asked_filter = NULL WHERE id = ?",
        [now, massMessageId],
      );
      const slices = await select<{ id: string }>(
        tx,
        "SELECT id FROM mass_message_slice WHERE mass_message_id = ? AND status IN ('filling', 'waiting', 'calling', 'created')",
        [massMessageId],
      );
      await enqueue(
        tx,
        slices.map(({ id }) => cancelMassSlice({ sliceId: id })),
      );
    }
    await audit(tx, viewer, { action: 'mass_message.cancel', subject: { kind: 'mass_message', id: massMessageId } });
    await recordEvent(tx, massMessageProgressed({ occurredAt: now, payload: { massMessageId } }));
  });
}

/** Has WeCom remind whoever has not confirmed: everybody, or one rep. Returns how many. */
export async function remindMassMessage(
  { db, clock }: Needs,
  viewer: MemberViewer,
  massMessageId: string,
  userId?: string,
): Promise<number> {
  const now = clock.now();
  return db.transaction(async (tx) => {
    const message = await getMassMessageFor(tx, viewer, massMessageId, { lock: true });
    if (!isUnderWay(message)) throw new MassMessageNotRunning({ massMessageId });
    const rows = await select<{ id: string; user_id: string; reminded_at: string }>(
      tx,
      `SELECT id, user_id, reminded_at FROM mass_message_slice WHERE mass_message_id = ? AND status = 'created'${
        userId === undefined ? '' : ' AND user_id = ?'
      }`,
      [massMessageId, ...(userId === undefined ? [] : [userId])],
    );
    const slices = rows.map((row) => ({ ...row, remindedAt: JSON.parse(row.reminded_at) as number[] }));
    const chosen = slices.filter(({ remindedAt }) => mayRemind({ status: 'created', remindedAt }, now));
    if (chosen.length === 0) throw new NobodyToRemind({ massMessageId });
    for (const { id, remindedAt } of chosen)
      await execute(tx, 'UPDATE mass_message_slice SET reminded_at = ? WHERE id = ?', [
        JSON.stringify([...remindedAt, now].slice(-MAX_REMINDERS)),
        id,
      ]);
    await enqueue(
      tx,
      chosen.map(({ id }) => remindMassSlice({ sliceId: id })),
    );
    const reps = new Set(chosen.map((slice) => slice.user_id)).size;
    await audit(tx, viewer, {
      action: 'mass_message.remind',
      subject: { kind: 'mass_message', id: massMessageId },
      after: { reps },
    });
    return reps;
  });
}
