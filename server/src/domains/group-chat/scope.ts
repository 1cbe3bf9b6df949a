import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { DataScope } from '../corp/viewer.ts';
import type { Condition } from '../customer/scope.ts';
import type { GroupChatRow } from './entity.ts';
import { GroupChatNotVisible } from './errors.ts';
import { getGroupChat } from './store.ts';

/**
 * Which groups a viewer may see: own scope = owns, administers or is in it; department scope = any such member in it.
 * `idColumn` names the group's id in the query. AND it last, always; null means everything.
 */
export function groupScopeSql(scope: DataScope, idColumn: string): Condition | null {
  switch (scope.kind) {
    case 'all':
      return null;
    case 'self':
      return {
        sql: `(SELECT 1 FROM group_viewer scope_v WHERE scope_v.chat_id = ${idColumn} AND scope_v.user_id = ? LIMIT 1) IS NOT NULL`,
        values: [scope.userId],
      };
    case 'departments':
      if (scope.departmentIds.length === 0) return { sql: '1 = 0', values: [] };
      return {
        sql: `(SELECT 1 FROM group_viewer scope_v JOIN member_department scope_d ON scope_d.user_id = scope_v.user_id
          WHERE scope_v.chat_id = ${idColumn} AND scope_d.department_id ${inList(scope.departmentIds)} LIMIT 1) IS NOT NULL`,
        values: [...scope.departmentIds],
      };
  }
}

/** Of these groups, those the viewer may see. */
export async function groupsInScope(tx: Tx, scope: DataScope, chatIds: readonly string[]): Promise<Set<string>> {
  if (chatIds.length === 0) return new Set();
  const condition = groupScopeSql(scope, 'g.chat_id');
  if (!condition) return new Set(chatIds);
  const rows = await select<{ chat_id: string }>(
    tx,
    `SELECT g.chat_id FROM group_chat g WHERE g.chat_id ${inList(chatIds)} AND ${condition.sql}`,
    [...chatIds, ...condition.values],
  );
  return new Set(rows.map((row) => row.chat_id));
}

/** The group, when there is one and the viewer may see it. */
export async function getVisibleGroup(tx: Tx, viewer: { scope: DataScope }, chatId: string): Promise<GroupChatRow> {
  const group = await getGroupChat(tx, chatId);
  if (!(await groupsInScope(tx, viewer.scope, [chatId])).has(chatId)) throw new GroupChatNotVisible({ chatId });
  return group;
}
