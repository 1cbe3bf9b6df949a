import type { GroupStatus } from '@zhike/shared/contracts/group-chat';
import { select, type SqlValue } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import type { DataScope } from '../corp/viewer.ts';
import { GroupChatRow } from './entity.ts';
import { groupScopeSql } from './scope.ts';

export interface GroupFilter {
  q?: string;
  ownerUserId?: string;
  tagId?: string;
  status?: GroupStatus;
}

const STATUS_SQL: Record<GroupStatus, string> = {
  normal: 'g.dismissed_at IS NULL AND g.problem IS NULL AND g.status NOT IN (1, 2)',
  owner_left: 'g.dismissed_at IS NULL AND g.status IN (1, 2)',
  unreadable: 'g.dismissed_at IS NULL AND g.problem IS NOT NULL',
  dismissed: 'g.dismissed_at IS NOT NULL',
};

/** Newest first: a range of the index of the owner, of the tag, of the viewer, or of all; the scope last. */
export async function listGroupChats(
  tx: Tx,
  filter: GroupFilter,
  scope: DataScope,
  page: { cursor?: string; limit: number },
): Promise<{ groups: GroupChatRow[]; nextCursor: string | null }> {
  const conditions: string[] = [filter.status ? STATUS_SQL[filter.status] : 'g.dismissed_at IS NULL'];
  const values: SqlValue[] = [];
  const where = (sql: string, ...given: SqlValue[]) => {
    conditions.push(sql);
    values.push(...given);
  };
  // Who sees few groups begins at those, whatever else is asked: his index is in the order of the list.
  const [at, from] = scope.kind === 'self' && !filter.ownerUserId ? ['v.', VIEWED] : ['g.', 'group_chat g'];
  if (from === VIEWED && scope.kind === 'self') where('v.user_id = ?', scope.userId);
  if (filter.ownerUserId) where('g.owner_user_id = ?', filter.ownerUserId);
  if (filter.tagId)
    where(
      '(SELECT 1 FROM group_chat_tag t WHERE t.chat_id = g.chat_id AND t.tag_id = ? LIMIT 1) IS NOT NULL',
      filter.tagId,
    );
  if (filter.q) where("LOWER(g.name) LIKE ? ESCAPE '!'", `%${filter.q.toLowerCase().replace(/[!%_]/g, '!$&')}%`);
  if (page.cursor) {
    const [createdAt, chatId] = decodeCursor(page.cursor, ['number', 'string']);
    where(`${at}created_at <= ? AND (${at}created_at < ? OR ${at}chat_id < ?)`, createdAt, createdAt, chatId);
  }
  const visible = groupScopeSql(scope, 'g.chat_id');
  if (visible) where(visible.sql, ...visible.values);
  const rows = await select<{ chat_id: string }>(
    tx,
    `SELECT g.chat_id FROM ${from} WHERE ${conditions.join(' AND ')} ORDER BY ${at}created_at DESC, ${at}chat_id DESC LIMIT ${page.limit + 1}`,
    values,
  );
  const ids = rows.slice(0, page.limit).map((row) => row.chat_id);
  const groups = await findGroups(tx, ids);
  const last = groups.at(-1);
  return { groups, nextCursor: rows.length > page.limit && last ? encodeCursor([last.createdAt, last.chatId]) : null };
}

const VIEWED = 'group_viewer v JOIN group_chat g ON g.chat_id = v.chat_id';

/** In the order of the ids. */
export async function findGroups(tx: Tx, chatIds: readonly string[]): Promise<GroupChatRow[]> {
  if (chatIds.length === 0) return [];
  const rows = await tx
    .createQueryBuilder(GroupChatRow, 'g')
    .where('g.chatId IN (:...chatIds)', { chatIds: [...chatIds] })
    .getMany();
  const byId = new Map(rows.map((row) => [row.chatId, row]));
  return chatIds.flatMap((chatId) => byId.get(chatId) ?? []);
}
