import type { Dependencies } from '../../../dependencies.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { type CommandFactory, enqueue } from '../../../platform/delivery/command.ts';
import { inTurns } from '../../../platform/delivery/in-turns.ts';
import { orderOnce } from '../../../platform/delivery/order-once.ts';
import { command } from '../../command.ts';
import { beginByDate, listDatesDue } from '../begin-by-date.ts';

const TURN_MS = 8_000;
const SERIAL_KEY = 'sop-dates-due';

type Nothing = Record<string, never>;

/** Customers whose date comes round begin the SOPs around it; queues itself again until the day is through. How far it is stands in the rows. */
export const beginSopsByDate: CommandFactory<Dependencies, Nothing, boolean> = command<Nothing, boolean>({
  name: 'begin-sops-by-date',
  repeatIsHarmless: '同一个日期的客户只开始一次,已看过的日期不会再看',
  serialKey: () => SERIAL_KEY,
  async send(_input, deps) {
    const stopAt = deps.clock.machineNow() + TURN_MS;
    const due = await listDatesDue(deps.db.read, deps.clock.now());
    return inTurns(due, (sopId) => beginByDate(deps, sopId), { isInTime: () => deps.clock.machineNow() < stopAt });
  },
  async onDone(tx, _input, isDone) {
    if (!isDone) await enqueue(tx, beginSopsByDate({}));
  },
});

/** Once, however many ask for it. False: it is ordered already. */
export const orderSopDates = (tx: Tx): Promise<boolean> => orderOnce(tx, beginSopsByDate({}));
