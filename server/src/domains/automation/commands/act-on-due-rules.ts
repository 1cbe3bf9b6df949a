import type { Dependencies } from '../../../dependencies.ts';
import { type CommandFactory, enqueue } from '../../../platform/delivery/command.ts';
import { command } from '../../command.ts';
import { actOnAbsences, actOnDates, type DateTurn, takeDueDateRule } from '../due.ts';

const TURN_MS = 8_000;

interface Turn {
  date: DateTurn | null;
}

/** Acts on everything whose moment has come, in small transactions; queues itself again until nothing is left. */
export const actOnDueRules: CommandFactory<Dependencies, Turn, Turn & { isDone: boolean }> = command<
  Turn,
  Turn & { isDone: boolean }
>({
  name: 'act-on-due-rules',
  repeatIsHarmless: '每一次触发只执行一次,已执行的会被跳过',
  serialKey: () => 'due-rules',
  async send({ date }, deps) {
    const stopAt = deps.clock.machineNow() + TURN_MS;
    const inTime = () => deps.clock.machineNow() < stopAt;
    let at: { dueAt: number; key: string } | null = { dueAt: 0, key: '' };
    while (at && inTime()) at = await actOnAbsences(deps, at);
    let turn = date ?? (await takeDueDateRule(deps));
    while (turn && inTime()) turn = (await actOnDates(deps, turn)) ?? (await takeDueDateRule(deps));
    return { date: turn, isDone: at === null && turn === null };
  },
  async onDone(tx, _input, { date, isDone }) {
    if (!isDone) await enqueue(tx, actOnDueRules({ date }));
  },
});
