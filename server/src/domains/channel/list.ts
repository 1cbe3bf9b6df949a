import type { ChannelStatus } from '@zhike/shared/contracts/channel';
import type { ChannelGroupView } from '@zhike/shared/contracts/channel-group';
import { select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { ChannelGroupRow, ChannelRow, type LiveChannel } from './entity.ts';

export interface ChannelFilter {
  search?: string;
  /** `none`: those without a group. */
  groupId?: string;
  status?: ChannelStatus;
  cursor?: string;
  limit: number;
}

/** Newest first; ids are in the order of creation. */
export async function listChannels(
  tx: Tx,
  filter: ChannelFilter,
): Promise<{ channels: LiveChannel[]; nextCursor: string | null }> {
  const query = tx
    .createQueryBuilder(ChannelRow, 'c')
    .orderBy('c.id', 'DESC')
    .take(filter.limit + 1);
  if (filter.status) query.where('c.status = :status', { status: filter.status });
  else query.where("c.status <> 'deleted'");
  if (filter.groupId === 'none') query.andWhere('c.groupId IS NULL');
  else if (filter.groupId) query.andWhere('c.groupId = :groupId', { groupId: filter.groupId });
  if (filter.search)
    query.andWhere("LOWER(c.name) LIKE :pattern ESCAPE '!'", {
      pattern: `%${filter.search.toLowerCase().replace(/[!%_]/g, '!$&')}%`,
    });
  if (filter.cursor) query.andWhere('c.id < :after', { after: decodeCursor(filter.cursor, ['string'])[0] });
  const rows = (await query.getMany()) as LiveChannel[];
  const channels = rows.slice(0, filter.limit);
  return { channels, nextCursor: rows.length > filter.limit ? encodeCursor([channels.at(-1)!.id]) : null };
}

export async function listChannelGroups(tx: Tx): Promise<{ items: ChannelGroupView[]; withoutGroup: number }> {
  const groups = await tx.find(ChannelGroupRow, { order: { sort: 'ASC', id: 'ASC' } });
  const rows = await select<{ group_id: string | null; n: number | string }>(
    tx,
    "SELECT group_id, COUNT(*) AS n FROM channel WHERE status <> 'deleted' GROUP BY group_id",
  );
  const counts = new Map(rows.map((row) => [row.group_id, Number(row.n)]));
  return {
    items: groups.map(({ id, name, sort }) => ({ id, name, sort, channelCount: counts.get(id) ?? 0 })),
    withoutGroup: counts.get(null) ?? 0,
  };
}
