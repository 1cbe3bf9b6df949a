import type { Config } from '../../../config.ts';
import type { Dependencies } from '../../../dependencies.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { isBacklogDeep } from '../../../platform/delivery/backlog.ts';
import { type CommandFactory, enqueue } from '../../../platform/delivery/command.ts';
import { command } from '../../command.ts';
import { forgetSome, forgottenBefore, type RecordKindName, recordKindNames } from '../retention.ts';

const TURN_MS = 8_000;
const WAIT_MS = 5_000;
/** Clearing up is never urgent: with this much waiting it stands back. */
const DEEP_BACKLOG = 400;

interface TurnInput {
  kind: RecordKindName;
  /** The last record looked at; empty at the beginning. */
  afterId: string;
}
interface TurnResult {
  next: TurnInput | null;
  /** When to go on, machine time; 0 at once. */
  notBefore: number;
}

/** Deletes records past their time, in small commits and turns of a few seconds; queues itself again until all kinds are through. */
export const forgetOldRecords: CommandFactory<Dependencies, TurnInput, TurnResult> = command<TurnInput, TurnResult>({
  name: 'forget-old-records',
  repeatIsHarmless: '只删除已过保存期的记录,重复执行只处理剩下的',
  serialKey: () => 'forget-old-records',

  async send(input, { db, clock, config, log }) {
    let next: TurnInput | null = input;
    let forgotten = 0;
    let notBefore = 0;
    const stopAt = clock.machineNow() + TURN_MS;
    while (next && clock.machineNow() < stopAt) {
      if (await isBacklogDeep(db.read, DEEP_BACKLOG)) {
        notBefore = clock.machineNow() + WAIT_MS;
        break;
      }
      const turn: TurnInput = next;
      const portion: Portion = await db.transaction((tx) =>
        forgetPortion(tx, turn, config.retention, clock.machineNow()),
      );
      forgotten += portion.forgotten;
      next = portion.next;
    }
    if (forgotten > 0) log.info({ kind: input.kind, forgotten }, 'old records deleted');
    return { next, notBefore };
  },

  async onDone(tx, _input, { next, notBefore }) {
    if (next) await enqueue(tx, forgetOldRecords(next), { notBefore });
  },
});

interface Portion {
  next: TurnInput | null;
  forgotten: number;
}

async function forgetPortion(
  tx: Tx,
  { kind, afterId }: TurnInput,
  retention: Config['retention'],
  machineNow: number,
): Promise<Portion> {
  const { lastId, forgotten } = await forgetSome(tx, kind, afterId, forgottenBefore(kind, retention, machineNow));
  const nextKind = recordKindNames[recordKindNames.indexOf(kind) + 1];
  if (lastId) return { forgotten, next: { kind, afterId: lastId } };
  return { forgotten, next: nextKind ? { kind: nextKind, afterId: '' } : null };
}

/** All of it, from the first record of the first kind. */
export const forgetAllOldRecords = () => forgetOldRecords({ kind: recordKindNames[0]!, afterId: '' });
