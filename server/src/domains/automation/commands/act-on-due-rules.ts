import type { Dependencies } from '../../../dependencies.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { type CommandFactory, enqueue } from '../../../platform/delivery/command.ts';
import { orderOnce } from '../../../platform/delivery/order-once.ts';
import { command } from '../../command.ts';
import { actOnAbsences } from '../due.ts';
import { actOnDates, listDueDateRules } from '../due-dates.ts';

const TURN_MS = 8_000;
const SOON_MS = 60_000;
const SERIAL_KEY = 'due-rules';

type Nothing = Record<string, never>;

/** Acts on everything whose moment has come, in small transactions; queues itself again until nothing is left. How far it is stands in the rows. */
export const actOnDueRules: CommandFactory<Dependencies, Nothing, boolean> = command<Nothing, boolean>({
  name: 'act-on-due-rules',
  repeatIsHarmless: '每一次触发只执行一次,已执行的会被跳过',
  serialKey: () => SERIAL_KEY,
  async send(_input, deps) {
    const stopAt = deps.clock.machineNow() + TURN_MS;
    const inTime = () => deps.clock.machineNow() < stopAt;
    const errors: unknown[] = [];
    /** True when nothing is left. What fails holds up nobody else; it is tried again with this command. */
    const untilDone = async (step: () => Promise<boolean>): Promise<boolean> => {
      try {
        for (let isMore = true; isMore; isMore = await step()) if (!inTime()) return false;
      } catch (error) {
        errors.push(error);
      }
      return true;
    };
    let isDone = await untilDone(() => actOnAbsences(deps));
    for (const ruleId of await listDueDateRules(deps))
      isDone = (await untilDone(() => actOnDates(deps, ruleId))) && isDone;
    if (errors.length > 0) throw errors.length === 1 ? errors[0] : new AggregateError(errors, 'several rules failed');
    return isDone;
  },
  async onDone(tx, _input, isDone) {
    if (!isDone) await enqueue(tx, actOnDueRules({}));
  },
});

/** Once, however many ask for it. False: it is ordered already. */
export const orderDueRules = (tx: Tx): Promise<boolean> => orderOnce(tx, actOnDueRules({}), { againWithinMs: SOON_MS });
