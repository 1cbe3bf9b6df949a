import { inList, select, upsertRows } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { businessDate } from '../../platform/business-time.ts';

const HOUR_MS = 3_600_000;

/** Counts moments by their business day. Whoever calls holds the group's row, so nobody counts beside it. */
export async function countDays(
  tx: Tx,
  chatId: string,
  column: 'joined' | 'left_count',
  moments: readonly number[],
  timeZone: string,
): Promise<void> {
  const more = new Map<string, number>();
  // Asking the calendar is slow: once for all moments of one hour.
  const dayOfHour = new Map<number, string>();
  for (const at of moments) {
    const hour = at - (at % HOUR_MS);
    const day = dayOfHour.get(hour) ?? businessDate(at, timeZone);
    dayOfHour.set(hour, day);
    more.set(day, (more.get(day) ?? 0) + 1);
  }
  const days = [...more.keys()];
  if (days.length === 0) return;
  const stored = await select<{ day: string; joined: number; left_count: number }>(
    tx,
    `SELECT day, joined, left_count FROM group_day WHERE chat_id = ? AND day ${inList(days)}`,
    [chatId, ...days],
  );
  const before = new Map(stored.map((row) => [row.day, { joined: row.joined, left_count: row.left_count }]));
  const rows = days.map((day) => {
    const counts = before.get(day) ?? { joined: 0, left_count: 0 };
    return { chat_id: chatId, day, ...counts, [column]: counts[column] + more.get(day)! };
  });
  await upsertRows(tx, 'group_day', rows, ['chat_id', 'day'], [column]);
}
