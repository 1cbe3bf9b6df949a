import { execute, forUpdate, insertRows, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { isGreetedAlready, type Turn } from './rules/welcome-turn.ts';

interface Pair {
  userId: string;
  externalUserId: string;
}

/** Takes the right to greet for one adding; false when somebody has it or has used it. One row per pair, locked, so two never both get it. */
export async function takeTurn(tx: Tx, pair: Pair, event: Pick<Turn, 'toldBy' | 'occurredAt'>): Promise<boolean> {
  const key = [pair.userId, pair.externalUserId];
  const fresh = await insertRows(
    tx,
    'welcome_turn',
    [
      {
        user_id: pair.userId,
        external_user_id: pair.externalUserId,
        told_by: event.toldBy,
        occurred_at: event.occurredAt,
        status: 'waiting',
      },
    ],
    { ignoreDuplicates: true },
  );
  if (fresh > 0) return true;
  const [row] = await select<{ told_by: Turn['toldBy']; occurred_at: number | string; status: Turn['status'] }>(
    tx,
    `SELECT told_by, occurred_at, status FROM welcome_turn WHERE user_id = ? AND external_user_id = ?${forUpdate(tx)}`,
    key,
  );
  if (row && isGreetedAlready({ toldBy: row.told_by, occurredAt: Number(row.occurred_at), status: row.status }, event))
    return false;
  await execute(
    tx,
    "UPDATE welcome_turn SET told_by = ?, occurred_at = ?, status = 'waiting' WHERE user_id = ? AND external_user_id = ?",
    [event.toldBy, event.occurredAt, ...key],
  );
  return true;
}

export async function finishTurn(tx: Tx, pair: Pair, status: 'sent' | 'missed'): Promise<void> {
  await execute(tx, 'UPDATE welcome_turn SET status = ? WHERE user_id = ? AND external_user_id = ?', [
    status,
    pair.userId,
    pair.externalUserId,
  ]);
}
