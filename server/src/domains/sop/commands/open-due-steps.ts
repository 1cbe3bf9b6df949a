import type { Dependencies } from '../../../dependencies.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { type CommandFactory, enqueue } from '../../../platform/delivery/command.ts';
import { inTurns } from '../../../platform/delivery/in-turns.ts';
import { orderOnce } from '../../../platform/delivery/order-once.ts';
import { command } from '../../command.ts';
import { isAnyBeingFilled, sendMassMessages } from '../../mass-message/for-others.ts';
import { openDueSteps } from '../open-steps.ts';
import { idsInUse } from '../store.ts';

const TURN_MS = 8_000;
const SOON_MS = 60_000;
const SERIAL_KEY = 'sop-steps-due';

type Nothing = Record<string, never>;

/** Opens every step whose moment has come, in small transactions; queues itself again until nothing is left. How far it is stands in the rows. */
export const openDueSopSteps: CommandFactory<Dependencies, Nothing, boolean> = command<Nothing, boolean>({
  name: 'open-due-sop-steps',
  repeatIsHarmless: '每位客户的每个步骤只打开一次,已打开的会被跳过',
  serialKey: () => SERIAL_KEY,
  async send(_input, deps) {
    const stopAt = deps.clock.machineNow() + TURN_MS;
    const inUse = await idsInUse(deps.db.read);
    const isInTime = () => deps.clock.machineNow() < stopAt;
    if (!(await inTurns(inUse, (sopId) => openDueSteps(deps, sopId), { isInTime }))) return false;
    // Of an SOP that was switched off meanwhile: they were due while it was on.
    if (await isAnyBeingFilled(deps.db.read, 'sop'))
      await deps.db.transaction((tx) => sendMassMessages(tx, { kind: 'sop' }, deps.clock.now()));
    return true;
  },
  async onDone(tx, _input, isDone) {
    if (!isDone) await enqueue(tx, openDueSopSteps({}));
  },
});

/** Once, however many ask for it. False: it is ordered already. */
export const orderDueSopSteps = (tx: Tx): Promise<boolean> =>
  orderOnce(tx, openDueSopSteps({}), { againWithinMs: SOON_MS });
