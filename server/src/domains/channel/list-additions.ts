import type { ChannelAddition } from '@zhike/shared/contracts/channel';
import { inList, select, type SqlValue } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { memberCards } from '../corp/store.ts';
import type { DataScope } from '../corp/viewer.ts';
import { customersInScope } from '../customer/scope.ts';

interface Asked {
  channelId: string;
  counted: 'added' | 'lost';
  /** Business days, both included. */
  from: string;
  to: string;
  userId?: string;
}

interface Row {
  id: string;
  user_id: string;
  external_user_id: string;
  at: number | string;
  lost_at: number | string | null;
  over_cap: number;
  on_day: string;
}

/** The rows that a channel's figures count, in the order of the index that counts them. */
export async function listAdditions(
  tx: Tx,
  scope: DataScope,
  asked: Asked,
  page: { cursor?: string; limit: number },
): Promise<{ items: ChannelAddition[]; nextCursor: string | null }> {
  const rows = await readRows(tx, asked, page);
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  return {
    items: await present(tx, scope, shown),
    nextCursor: rows.length > page.limit && last ? encodeCursor([last.on_day, last.user_id, last.id]) : null,
  };
}

async function readRows(
  tx: Tx,
  { channelId, counted, from, to, userId }: Asked,
  { cursor, limit }: { cursor?: string; limit: number },
): Promise<Row[]> {
  const day = counted === 'added' ? '`day`' : 'lost_day';
  const conditions = ['channel_id = ?', `${day} BETWEEN ? AND ?`];
  const values: SqlValue[] = [channelId, from, to];
  if (userId) {
    conditions.push('user_id = ?');
    values.push(userId);
  }
  if (cursor) {
    const [onDay, rep, id] = decodeCursor(cursor, ['string', 'string', 'string']);
    conditions.push(`${day} <= ? AND (${day} < ? OR user_id < ? OR (user_id = ? AND id < ?))`);
    values.push(onDay, onDay, rep, rep, id);
  }
  return select<Row>(
    tx,
    `SELECT id, user_id, external_user_id, \`at\`, lost_at, over_cap, ${day} AS on_day FROM channel_addition
     WHERE ${conditions.join(' AND ')} ORDER BY ${day} DESC, user_id DESC, id DESC LIMIT ${limit + 1}`,
    values,
  );
}

async function present(tx: Tx, scope: DataScope, rows: Row[]): Promise<ChannelAddition[]> {
  if (rows.length === 0) return [];
  const externalIds = [...new Set(rows.map((row) => row.external_user_id))];
  const customers = await select<{ external_user_id: string; id: string; name: string; avatar: string | null }>(
    tx,
    `SELECT i.\`value\` AS external_user_id, c.id, c.name, c.avatar FROM customer_identity i JOIN customer c ON c.id = i.customer_id
     WHERE i.kind = 'external_userid' AND i.\`value\` ${inList(externalIds)}`,
    externalIds,
  );
  const byExternalId = new Map(customers.map((row) => [row.external_user_id, row]));
  const ids = [...new Set(customers.map((customer) => customer.id))];
  const visible = await customersInScope(tx, scope, ids);
  const reps = await memberCards(
    tx,
    rows.map((row) => row.user_id),
  );
  return rows.map((row) => {
    const customer = byExternalId.get(row.external_user_id);
    const isHidden = customer !== undefined && !visible.has(customer.id);
    return {
      id: row.id,
      at: Number(row.at),
      lostAt: row.lost_at === null ? null : Number(row.lost_at),
      rep: { userId: row.user_id, name: reps.get(row.user_id)?.name ?? row.user_id },
      customer: customer && !isHidden ? { id: customer.id, name: customer.name, avatar: customer.avatar } : null,
      isHidden,
      overCap: Boolean(row.over_cap),
    };
  });
}
