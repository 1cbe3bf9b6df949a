import type { Dependencies } from '../../../dependencies.ts';
import { getRow } from '../../../platform/database/find-row.ts';
import { execute, inList, select } from '../../../platform/database/sql.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { isBacklogDeep } from '../../../platform/delivery/backlog.ts';
import { type CommandFactory, enqueue } from '../../../platform/delivery/command.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import { command } from '../../command.ts';
import { findViewer } from '../../corp/store.ts';
import type { DataScope } from '../../corp/viewer.ts';
import { collectSome } from '../collect.ts';
import { MassMessageRow } from '../entity.ts';
import { massMessageProgressed } from '../events.ts';
import { settleMessage } from '../settle.ts';
import { createMassSlice } from './create-mass-slice.ts';

const TURN_MS = 8_000;
const WAIT_MS = 1_000;
const SLICES_PER_COMMIT = 100;
/** Every slice becomes a call to WeCom: more than this many waiting would hold up everybody else's. */
const DEEP_BACKLOG = 400;
/** What somebody who has left may see. */
const NOBODY: DataScope = { kind: 'departments', departmentIds: [] };

interface TurnInput {
  massMessageId: string;
}
interface TurnResult {
  isDone: boolean;
  /** When to go on, machine time; 0 at once. */
  notBefore: number;
}

/**
 * Writes down the customers of a mass message and orders one call for each slice of them; queues itself again until all are ordered.
 * What its writer may see now counts.
 */
export const advanceMassMessage: CommandFactory<Dependencies, TurnInput, TurnResult> = command<TurnInput, TurnResult>({
  name: 'advance-mass-message',
  repeatIsHarmless: '已列入的客户和已排队的批次不会再列一次,重复执行只处理剩下的',
  serialKey: ({ massMessageId }) => `mass-message ${massMessageId}`,

  async send({ massMessageId }, deps) {
    const { db, clock, config } = deps;
    const stopAt = clock.machineNow() + TURN_MS;
    const { createdBy } = await getRow(db.read, MassMessageRow, { id: massMessageId });
    const scope = (await findViewer(db.read, createdBy, config.adminUserIds))?.scope ?? NOBODY;
    while (await collectSome(deps, massMessageId, scope)) {
      if (clock.machineNow() >= stopAt) return { isDone: false, notBefore: 0 };
    }
    do {
      if (await isBacklogDeep(db.read, DEEP_BACKLOG)) return { isDone: false, notBefore: clock.machineNow() + WAIT_MS };
      if (!(await db.transaction((tx) => orderSome(tx, massMessageId)))) return { isDone: true, notBefore: 0 };
    } while (clock.machineNow() < stopAt);
    return { isDone: false, notBefore: 0 };
  },

  async onDone(tx, { massMessageId }, { isDone, notBefore }, now) {
    if (isDone) await settleMessage(tx, massMessageId, now);
    else await enqueue(tx, advanceMassMessage({ massMessageId }), { notBefore });
  },

  async onGaveUp(tx, { massMessageId }, _error, now) {
    await execute(tx, "UPDATE mass_message SET problem = 'mass_message.stuck' WHERE id = ?", [massMessageId]);
    await recordEvent(tx, massMessageProgressed({ occurredAt: now, payload: { massMessageId } }));
  },
});

/** Returns whether more are to be ordered. */
async function orderSome(tx: Tx, massMessageId: string): Promise<boolean> {
  // Also locks the message: once it is cancelled nothing is ordered any more.
  const open = await execute(tx, "UPDATE mass_message SET problem = NULL WHERE id = ? AND status = 'sending'", [
    massMessageId,
  ]);
  if (open === 0) return false;
  const rows = await select<{ id: string }>(
    tx,
    `SELECT id FROM mass_message_slice WHERE mass_message_id = ? AND status = 'filling' ORDER BY id LIMIT ${SLICES_PER_COMMIT}`,
    [massMessageId],
  );
  const ids = rows.map((row) => row.id);
  if (ids.length === 0) return false;
  await execute(tx, `UPDATE mass_message_slice SET status = 'waiting' WHERE id ${inList(ids)}`, ids);
  await enqueue(
    tx,
    ids.map((sliceId) => createMassSlice({ sliceId })),
  );
  return ids.length === SLICES_PER_COMMIT;
}
