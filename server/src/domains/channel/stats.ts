import type { ChannelStats, Figures } from '@zhike/shared/contracts/channel';
import { daysBetween } from '@zhike/shared/formulas/calendar';
import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { memberCards } from '../corp/store.ts';

const figures = (added = 0, lost = 0): Figures => ({ added, lost, net: added - lost });

/** Figures of one business day by channel; channels without any are absent. */
export async function figuresOfDay(tx: Tx, channelIds: string[], day: string): Promise<Map<string, Figures>> {
  if (channelIds.length === 0) return new Map();
  const count = (column: 'day' | 'lost_day') =>
    select<{ channel_id: string; n: number | string }>(
      tx,
      `SELECT channel_id, COUNT(*) AS n FROM channel_addition WHERE channel_id ${inList(channelIds)} AND \`${column}\` = ? GROUP BY channel_id`,
      [...channelIds, day],
    );
  const added = new Map((await count('day')).map((row) => [row.channel_id, Number(row.n)]));
  const lost = new Map((await count('lost_day')).map((row) => [row.channel_id, Number(row.n)]));
  return new Map(channelIds.map((id) => [id, figures(added.get(id), lost.get(id))]));
}

/** Added, lost and net of each business day and each rep, counted from the additions themselves. */
export async function channelStats(tx: Tx, channelId: string, from: string, to: string): Promise<ChannelStats> {
  const count = (column: 'day' | 'lost_day') =>
    select<{ on_day: string; user_id: string; n: number | string; over_cap: number | string }>(
      tx,
      `SELECT \`${column}\` AS on_day, user_id, COUNT(*) AS n, SUM(over_cap) AS over_cap FROM channel_addition
       WHERE channel_id = ? AND \`${column}\` BETWEEN ? AND ? GROUP BY \`${column}\`, user_id`,
      [channelId, from, to],
    );
  const added = await count('day');
  const lost = await count('lost_day');
  const sum = (rows: typeof added, fits: (row: (typeof added)[number]) => boolean, field: 'n' | 'over_cap' = 'n') =>
    rows.filter(fits).reduce((total, row) => total + Number(row[field]), 0);
  const userIds = [...new Set([...added, ...lost].map((row) => row.user_id))];
  const names = await memberCards(tx, userIds);
  return {
    total: figures(
      sum(added, () => true),
      sum(lost, () => true),
    ),
    days: daysBetween(from, to).map((day) => {
      const ofDay = (row: { on_day: string }) => row.on_day === day;
      return { day, ...figures(sum(added, ofDay), sum(lost, ofDay)), overCap: sum(added, ofDay, 'over_cap') };
    }),
    byMember: userIds
      .map((userId) => {
        const ofMember = (row: { user_id: string }) => row.user_id === userId;
        return {
          userId,
          name: names.get(userId)?.name ?? userId,
          ...figures(sum(added, ofMember), sum(lost, ofMember)),
        };
      })
      .sort((a, b) => b.added - a.added),
  };
}
