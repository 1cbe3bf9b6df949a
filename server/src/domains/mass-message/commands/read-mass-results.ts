import type { Dependencies } from '../../../dependencies.ts';
import { findRow } from '../../../platform/database/find-row.ts';
import { execute, select } from '../../../platform/database/sql.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { type CommandFactory, enqueue } from '../../../platform/delivery/command.ts';
import { isWecomError } from '../../../wecom/errors.ts';
import { command } from '../../command.ts';
import { orderOnce } from '../../../platform/delivery/order-once.ts';
import { MassSliceRow } from '../entity.ts';
import { closeRepTask } from '../rep-task.ts';
import { nextPollAt } from '../rules.ts';
import { settleMessage } from '../settle.ts';
import { recount, takeResults } from '../take-results.ts';

const TURN_MS = 8_000;
const SLICES_AT_ONCE = 50;
const RESULTS_PER_COMMIT = 200;
const SERIAL_KEY = 'mass-results';
/** Just made: WeCom is still handing it out. */
const TOO_SOON = 41063;
const MINUTE = 60_000;

type Nothing = Record<string, never>;
type Poll = Pick<Dependencies, 'db' | 'clock' | 'wecom'>;

/** Asks WeCom what became of the tasks whose moment has come; queues itself again until none is left. How far it is stands in the rows. */
export const readMassResults: CommandFactory<Dependencies, Nothing, boolean> = command<Nothing, boolean>({
  name: 'read-mass-results',
  repeatIsHarmless: '只读取群发结果,重复读取得到同样的结果',
  serialKey: () => SERIAL_KEY,

  async send(_input, deps) {
    const stopAt = deps.clock.machineNow() + TURN_MS;
    for (;;) {
      const due = await select<{ id: string }>(
        deps.db.read,
        `SELECT id FROM mass_message_slice WHERE next_poll_at <= ? ORDER BY next_poll_at, id LIMIT ${SLICES_AT_ONCE}`,
        [deps.clock.now()],
      );
      if (due.length === 0) return true;
      for (const { id } of due) {
        await pollSlice(deps, id);
        if (deps.clock.machineNow() >= stopAt) return false;
      }
    }
  },

  async onDone(tx, _input, isDone) {
    if (!isDone) await enqueue(tx, readMassResults({}));
  },
});

/** Once, however many ask for it. False: it is ordered already. */
export const orderMassResults = (tx: Tx): Promise<boolean> => orderOnce(tx, readMassResults({}));

export async function isAnyResultDue(tx: Tx, now: number): Promise<boolean> {
  const rows = await select(tx, 'SELECT id FROM mass_message_slice WHERE next_poll_at <= ? LIMIT 1', [now]);
  return rows.length > 0;
}

async function pollSlice({ db, clock, wecom }: Poll, sliceId: string): Promise<void> {
  const slice = await findRow(db.read, MassSliceRow, { id: sliceId });
  if (!slice?.msgId || slice.nextPollAt === null) return;
  const { msgId, userId } = slice;
  try {
    const task = (await wecom.massMessage.tasks(msgId, { lane: 'bulk' })).find((one) => one.userId === userId);
    for (let cursor: string | null = null; task?.isSent; ) {
      const page = await wecom.massMessage.results({ msgId, userId, cursor }, { lane: 'bulk' });
      for (let start = 0; start < page.results.length; start += RESULTS_PER_COMMIT) {
        const part = page.results.slice(start, start + RESULTS_PER_COMMIT);
        await db.transaction((tx) => takeResults(tx, slice, part, clock.now()));
      }
      cursor = page.nextCursor;
      if (!cursor) break;
    }
    await db.transaction((tx) =>
      finishPoll(tx, slice, { confirmedAt: task?.isSent ? task.sentAt : null }, clock.now()),
    );
  } catch (error) {
    if (isWecomError(error, TOO_SOON)) await db.transaction((tx) => askAgainAt(tx, sliceId, clock.now() + MINUTE));
    // WeCom knows nothing of it any more; the others go on.
    else if (isWecomError(error) && error.fault === 'permanent')
      await db.transaction((tx) => giveUp(tx, slice, clock.now()));
    else throw error;
  }
}

async function askAgainAt(tx: Tx, sliceId: string, at: number): Promise<void> {
  await execute(tx, 'UPDATE mass_message_slice SET next_poll_at = ? WHERE id = ?', [at, sliceId]);
}

async function finishPoll(
  tx: Tx,
  slice: MassSliceRow,
  { confirmedAt }: { confirmedAt: number | null },
  now: number,
): Promise<void> {
  const waiting = await recount(tx, slice.id);
  const isConfirmed = confirmedAt !== null;
  const isCancelled = slice.status === 'cancelled';
  const isOver = isCancelled || (isConfirmed && waiting === 0);
  const next = isOver ? null : nextPollAt(slice.polls + 1, slice.createdAt ?? now, now);
  await execute(
    tx,
    `UPDATE mass_message_slice SET polls = polls + 1, next_poll_at = ?, confirmed_at = ?${
      isConfirmed && !isCancelled ? ", status = 'confirmed'" : ''
    } WHERE id = ?`,
    [next, confirmedAt, slice.id],
  );
  // Confirmed, and never told what became of some: nobody knows.
  if (isConfirmed && next === null && waiting > 0) await forgetWaiting(tx, slice.id);
  await closeRepTask(tx, slice.massMessageId, slice.userId, now);
  await settleMessage(tx, slice.massMessageId, now);
}

async function giveUp(tx: Tx, slice: MassSliceRow, now: number): Promise<void> {
  await execute(
    tx,
    "UPDATE mass_message_slice SET next_poll_at = NULL, problem = 'mass_message.results_gone' WHERE id = ?",
    [slice.id],
  );
  await forgetWaiting(tx, slice.id);
  await closeRepTask(tx, slice.massMessageId, slice.userId, now);
  await settleMessage(tx, slice.massMessageId, now);
}

async function forgetWaiting(tx: Tx, sliceId: string): Promise<void> {
  await execute(tx, "UPDATE mass_message_customer SET outcome = 'unknown' WHERE slice_id = ? AND outcome = 'waiting'", [
    sliceId,
  ]);
  await recount(tx, sliceId);
}
