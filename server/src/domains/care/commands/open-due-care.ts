import type { Dependencies } from '../../../dependencies.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { type CommandFactory, enqueue } from '../../../platform/delivery/command.ts';
import { inTurns } from '../../../platform/delivery/in-turns.ts';
import { orderOnce } from '../../../platform/delivery/order-once.ts';
import { command } from '../../command.ts';
import { openDue } from '../open-due.ts';
import { listDuePlans } from '../store.ts';

const TURN_MS = 8_000;
const SOON_MS = 60_000;
const SERIAL_KEY = 'care-due';

type Nothing = Record<string, never>;

/** Opens the care tasks of every plan whose hour has come, in small transactions; queues itself again until nothing is left. */
export const openDueCare: CommandFactory<Dependencies, Nothing, boolean> = command<Nothing, boolean>({
  name: 'open-due-care',
  repeatIsHarmless: '每位客户的同一个生日、纪念日或节日只提醒一次,已提醒的会被跳过',
  serialKey: () => SERIAL_KEY,
  async send(_input, deps) {
    const stopAt = deps.clock.machineNow() + TURN_MS;
    const due = await listDuePlans(deps.db.read, deps.clock.now());
    return inTurns(due, (planId) => openDue(deps, planId), { isInTime: () => deps.clock.machineNow() < stopAt });
  },
  async onDone(tx, _input, isDone) {
    if (!isDone) await enqueue(tx, openDueCare({}));
  },
});

/** Once, however many ask for it. False: it is ordered already. */
export const orderDueCare = (tx: Tx): Promise<boolean> => orderOnce(tx, openDueCare({}), { againWithinMs: SOON_MS });
