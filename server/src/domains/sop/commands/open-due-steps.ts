import type { Dependencies } from '../../../dependencies.ts';
import { select } from '../../../platform/database/sql.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { type CommandFactory, enqueue } from '../../../platform/delivery/command.ts';
import { command } from '../../command.ts';
import { planCalendar } from '../calendar.ts';
import { openDueSteps } from '../open-steps.ts';
import { listSopsInUse } from '../store.ts';

const TURN_MS = 8_000;
const SERIAL_KEY = 'sop-steps-due';

type Nothing = Record<string, never>;

/** Opens every step whose moment has come, in small transactions; queues itself again until nothing is left. How far it is stands in the rows. */
export const openDueSopSteps: CommandFactory<Dependencies, Nothing, boolean> = command<Nothing, boolean>({
  name: 'open-due-sop-steps',
  repeatIsHarmless: '每位客户的每个步骤只打开一次,已打开的会被跳过',
  serialKey: () => SERIAL_KEY,
  async send(_input, deps) {
    const stopAt = deps.clock.machineNow() + TURN_MS;
    const errors: unknown[] = [];
    let isDone = true;
    // What fails in one SOP holds up no other; it is tried again with this command.
    for (const sop of await listSopsInUse(deps.db.read))
      try {
        for (let isMore = true; isMore; ) {
          if (deps.clock.machineNow() >= stopAt) {
            isDone = false;
            break;
          }
          isMore = await openDueSteps(deps, planCalendar(deps), sop);
        }
      } catch (error) {
        errors.push(error);
      }
    if (errors.length > 0) throw errors.length === 1 ? errors[0] : new AggregateError(errors, 'several SOPs failed');
    return isDone;
  },
  async onDone(tx, _input, isDone) {
    if (!isDone) await enqueue(tx, openDueSopSteps({}));
  },
});

/** Once, however many ask for it. False: it is ordered already. */
export async function orderDueSopSteps(tx: Tx): Promise<boolean> {
  const ordered = await select(
    tx,
    "SELECT id FROM outbox_command WHERE serial_key = ? AND status = 'waiting' LIMIT 1",
    [SERIAL_KEY],
  );
  if (ordered.length > 0) return false;
  await enqueue(tx, openDueSopSteps({}));
  return true;
}
