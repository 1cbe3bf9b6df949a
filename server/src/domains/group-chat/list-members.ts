import { select, type SqlValue } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import type { DataScope } from '../corp/viewer.ts';
import { customerScopeSql } from '../customer/scope.ts';
import { GroupMemberRow } from './entity.ts';

export interface MemberFilter {
  q?: string;
  presence: 'in' | 'left';
  who: 'all' | 'customers' | 'unknown' | 'members';
}

const WHO_SQL: Record<MemberFilter['who'], string | null> = {
  all: null,
  customers: 'm.customer_id IS NOT NULL',
  unknown: "m.kind = 'external' AND m.customer_id IS NULL",
  members: "m.kind = 'member'",
};

/**
 * The latest first: a range of one index inside the group. Searching looks at the people of this one group, by the names WeCom shows
 * in it and by those of the customers whom the viewer may see.
 */
export async function listGroupMembers(
  tx: Tx,
  chatId: string,
  filter: MemberFilter,
  scope: DataScope,
  page: { cursor?: string; limit: number },
): Promise<{ members: GroupMemberRow[]; nextCursor: string | null }> {
  const isIn = filter.presence === 'in';
  const at = isIn ? 'm.joined_at' : 'm.left_at';
  const conditions = ['m.chat_id = ?', isIn ? 'm.left_at IS NULL' : 'm.left_at IS NOT NULL'];
  const values: SqlValue[] = [chatId];
  const who = WHO_SQL[filter.who];
  if (who) conditions.push(who);
  if (filter.q) {
    const pattern = `%${filter.q.toLowerCase().replace(/[!%_]/g, '!$&')}%`;
    conditions.push(
      "(LOWER(m.name) LIKE ? ESCAPE '!' OR LOWER(m.nickname) LIKE ? ESCAPE '!' OR LOWER(c.name) LIKE ? ESCAPE '!')",
    );
    values.push(pattern, pattern, pattern);
  }
  // Many may have left in one moment: their joining and id go on from there.
  const order = isIn ? [at, 'm.member_id'] : [at, 'm.joined_at', 'm.member_id'];
  if (page.cursor) {
    const after = isIn
      ? decodeCursor(page.cursor, ['number', 'string'])
      : decodeCursor(page.cursor, ['number', 'number', 'string']);
    conditions.push(`${at} <= ?`, beyond(order));
    values.push(after[0], ...order.flatMap((_, index) => after.slice(0, index + 1)));
  }
  const visible = customerScopeSql(scope, 'c.id');
  const join = filter.q ? `LEFT JOIN customer c ON c.id = m.customer_id${visible ? ` AND ${visible.sql}` : ''}` : '';
  if (filter.q && visible) values.unshift(...visible.values);
  const rows = await select<{ member_id: string }>(
    tx,
    `SELECT m.member_id FROM group_member m ${join} WHERE ${conditions.join(' AND ')}
     ORDER BY ${order.map((column) => `${column} DESC`).join(', ')} LIMIT ${page.limit + 1}`,
    values,
  );
  const ids = rows.slice(0, page.limit).map((row) => row.member_id);
  const members = await findMembers(tx, chatId, ids);
  const last = members.at(-1);
  const cursorOf = (row: GroupMemberRow) =>
    encodeCursor(isIn ? [row.joinedAt, row.memberId] : [row.leftAt!, row.joinedAt, row.memberId]);
  return { members, nextCursor: rows.length > page.limit && last ? cursorOf(last) : null };
}

/** `a < ? OR (a = ? AND b < ?) …`: what comes after a row in descending order. */
function beyond(columns: readonly string[]): string {
  const parts = columns.map((column, index) =>
    [...columns.slice(0, index).map((before) => `${before} = ?`), `${column} < ?`].join(' AND '),
  );
  return `(${parts.map((part) => `(${part})`).join(' OR ')})`;
}

async function findMembers(tx: Tx, chatId: string, memberIds: string[]): Promise<GroupMemberRow[]> {
  if (memberIds.length === 0) return [];
  const rows = await tx
    .createQueryBuilder(GroupMemberRow, 'm')
    .where('m.chatId = :chatId AND m.memberId IN (:...memberIds)', { chatId, memberIds })
    .getMany();
  const byId = new Map(rows.map((row) => [row.memberId, row]));
  return memberIds.flatMap((memberId) => byId.get(memberId) ?? []);
}

/** Outside people who joined since. */
export async function countJoinedSince(tx: Tx, chatId: string, since: number): Promise<number> {
  const [row] = await select<{ n: number | string }>(
    tx,
    "SELECT COUNT(*) AS n FROM group_member WHERE chat_id = ? AND left_at IS NULL AND joined_at > ? AND kind = 'external'",
    [chatId, since],
  );
  return Number(row?.n ?? 0);
}
