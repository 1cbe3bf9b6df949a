import { BEHAVIOUR_DAYS, type BehaviourDay, type BehaviourGroup } from '@zhike/shared/contracts/customer-behaviour';
import { addDays } from '@zhike/shared/formulas/calendar';
import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { type BehaviourKind, behaviourKindNames } from './kinds.ts';

/** Whether she finished reading is told by the same visit that tells that she began. */
const groupOf: Record<BehaviourKind, BehaviourGroup | null> = {
  message_received: 'said',
  group_message: 'said',
  message_sent: 'contacted',
  follow_up: 'contacted',
  material_opened: 'read',
  material_finished: null,
  friend_added: 'other',
  friend_lost: 'other',
  group_joined: 'other',
  task_done: 'other',
};
const told = behaviourKindNames.filter((kind) => groupOf[kind] !== null);

/** The last twelve weeks of one customer: for each kind one short range of the primary key, however long she has been with us. */
export async function readBehaviour(
  tx: Tx,
  customerId: string,
  today: string,
): Promise<{ today: string; days: BehaviourDay[] }> {
  const rows = await select<{ kind: BehaviourKind; day: string; count: number }>(
    tx,
    `SELECT kind, day, count FROM customer_day_count WHERE customer_id = ? AND kind ${inList(told)} AND day > ? AND day <= ?`,
    [customerId, ...told, addDays(today, -BEHAVIOUR_DAYS), today],
  );
  const sums = new Map<string, BehaviourDay>();
  for (const { kind, day, count } of rows) {
    const group = groupOf[kind];
    if (!group) continue;
    const sum = sums.get(`${day} ${group}`) ?? { day, group, count: 0 };
    sums.set(`${day} ${group}`, { ...sum, count: sum.count + Number(count) });
  }
  return { today, days: [...sums.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum) };
}
