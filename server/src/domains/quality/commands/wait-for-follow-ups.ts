import type { Dependencies } from '../../../dependencies.ts';
import { execute, inList, insertRows, select, upsertGrowing } from '../../../platform/database/sql.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { isBacklogDeep } from '../../../platform/delivery/backlog.ts';
import { type CommandFactory, enqueue } from '../../../platform/delivery/command.ts';
import { command } from '../../command.ts';
import { DAY } from '../follow-ups.ts';
import { loadLookFor } from '../look-for.ts';

const TURN_MS = 5_000;
const WAIT_MS = 5_000;
const AT_ONCE = 250;
/** Days are waited for: with this much waiting it stands back. */
const DEEP_BACKLOG = 400;

interface TurnInput {
  /** Every wait begins anew, then at the earliest; null: only those begin that have not yet. */
  from: number | null;
  /** The last relation looked at; empty at the beginning. */
  afterId: string;
}
interface TurnResult {
  next: TurnInput | null;
  /** When to go on, machine time; 0 at once. */
  notBefore: number;
}

/** Every relation is waited for, whether anything was ever said in it or not; in small commits, until all are through. */
export const waitForFollowUps: CommandFactory<Dependencies, TurnInput, TurnResult> = command<TurnInput, TurnResult>({
  name: 'wait-for-follow-ups',
  repeatIsHarmless: '每位客户只列入一次,重复执行只会从同一天重新计算',
  serialKey: () => 'wait-for-follow-ups',

  async send(input, { db, clock }) {
    let next: TurnInput | null = input;
    const stopAt = clock.machineNow() + TURN_MS;
    while (next && clock.machineNow() < stopAt) {
      if (await isBacklogDeep(db.read, DEEP_BACKLOG)) return { next, notBefore: clock.machineNow() + WAIT_MS };
      const turn: TurnInput = next;
      next = await db.transaction((tx) => waitForSome(tx, turn, clock.now()));
    }
    return { next, notBefore: 0 };
  },

  async onDone(tx, _input, { next, notBefore }) {
    if (next) await enqueue(tx, waitForFollowUps(next), { notBefore });
  },
});

/** What is left after it. */
async function waitForSome(tx: Tx, { from, afterId }: TurnInput, now: number): Promise<TurnInput | null> {
  const rule = (await loadLookFor(tx)).actions.get('no_follow_up');
  // Switched off meanwhile.
  if (!rule) return null;
  const relations = await select<{ id: string; added_at: number | string }>(
    tx,
    `SELECT f.id, f.added_at FROM follow_user f WHERE f.id > ? AND f.status IN ('active', 'half') ORDER BY f.id LIMIT ${AT_ONCE}`,
    [afterId],
  );
  const last = relations.at(-1);
  if (!last) return null;
  // Looked for every night: what is older and was not waited for has only now come into our books, and begins with that.
  const earliest = from ?? Math.max(rule.onSince, now - DAY);
  const rows = relations.map(({ id, added_at: addedAt }) => {
    const since = Math.max(Number(addedAt), earliest);
    return { follow_user_id: id, since, due_at: since + rule.amount * DAY };
  });
  if (from === null) await insertRows(tx, 'quality_follow_up', rows, { ignoreDuplicates: true });
  else {
    await upsertGrowing(tx, 'quality_follow_up', rows, ['follow_user_id'], { since: 'greatest' });
    const ids = relations.map(({ id }) => id);
    await execute(tx, `UPDATE quality_follow_up SET due_at = since + ? WHERE follow_user_id ${inList(ids)}`, [
      rule.amount * DAY,
      ...ids,
    ]);
  }
  return relations.length < AT_ONCE ? null : { from, afterId: last.id };
}
