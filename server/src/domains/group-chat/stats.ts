import type { GroupDay } from '@zhike/shared/contracts/group-chat';
import { daysBetween } from '@zhike/shared/formulas/calendar';
import { select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { memberCards } from '../corp/store.ts';

const INVITERS_SHOWN = 20;

/** Who came and went by business day, and who brought most in. */
export async function groupStats(tx: Tx, chatId: string, { from, to }: { from: string; to: string }) {
  const days = daysBetween(from, to);
  const rows = await select<{ day: string; joined: number; left_count: number }>(
    tx,
    'SELECT day, joined, left_count FROM group_day WHERE chat_id = ? AND day BETWEEN ? AND ?',
    [chatId, from, to],
  );
  const byDay = new Map(rows.map((row) => [row.day, row]));
  const inviters = await select<{ user_id: string; n: number | string }>(
    tx,
    `SELECT user_id, COUNT(*) AS n FROM group_credit WHERE chat_id = ? GROUP BY user_id ORDER BY n DESC, user_id LIMIT ${INVITERS_SHOWN}`,
    [chatId],
  );
  const cards = await memberCards(
    tx,
    inviters.map((row) => row.user_id),
  );
  return {
    days: days.map(
      (day): GroupDay => ({
        day,
        joined: Number(byDay.get(day)?.joined ?? 0),
        left: Number(byDay.get(day)?.left_count ?? 0),
      }),
    ),
    inviters: inviters.map(({ user_id: userId, n }) => ({
      member: cards.get(userId) ?? { userId, name: userId, avatar: null },
      count: Number(n),
    })),
  };
}
