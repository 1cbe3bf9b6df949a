import { inList, select, type SqlValue } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { StoredMemberStatus, StoredRole } from './entity.ts';
import { memberScopeSql } from './member-scope.ts';
import type { MemberViewer } from './viewer.ts';

export interface MemberFilter {
  q?: string;
  /** With sub-departments already added. */
  departmentIds?: readonly number[];
  role?: StoredRole;
  status?: StoredMemberStatus;
  followsCustomers?: boolean;
  /** Only this viewer's people. */
  peopleOf?: Pick<MemberViewer, 'scope'>;
}

/** In the order of names, after `after`. Members who are gone appear only when asked for by status. */
export async function listMemberIds(
  tx: Tx,
  filter: MemberFilter,
  adminUserIds: readonly string[],
  page: { after: { sortName: string; userId: string } | null; limit: number },
): Promise<{ userId: string; sortName: string }[]> {
  const conditions: string[] = [];
  const values: SqlValue[] = [];
  const add = (condition: string, ...more: SqlValue[]) => {
    conditions.push(condition);
    values.push(...more);
  };
  if (filter.status) add('m.status = ?', filter.status);
  else add("m.status IN ('active', 'not_activated', 'disabled')");
  if (filter.q) add("m.search_text LIKE ? ESCAPE '!'", `%${filter.q.toLowerCase().replace(/[!%_]/g, '!$&')}%`);
  if (filter.followsCustomers !== undefined) add('m.is_follow_user = ?', Number(filter.followsCustomers));
  if (filter.departmentIds) {
    if (filter.departmentIds.length === 0) return [];
    add(
      `EXISTS (SELECT 1 FROM member_department d WHERE d.user_id = m.user_id AND d.department_id ${inList(filter.departmentIds)})`,
      ...filter.departmentIds,
    );
  }
  if (filter.role) addRole(filter.role, adminUserIds, add);
  const scope = filter.peopleOf && memberScopeSql(filter.peopleOf.scope, 'm.user_id');
  if (scope) add(scope.sql, ...scope.values);
  if (page.after) {
    const { sortName, userId } = page.after;
    add('(m.sort_name > ? OR (m.sort_name = ? AND m.user_id > ?))', sortName, sortName, userId);
  }
  const rows = await select<{ user_id: string; sort_name: string }>(
    tx,
    `SELECT m.user_id, m.sort_name FROM member m WHERE ${conditions.join(' AND ')} ORDER BY m.sort_name, m.user_id LIMIT ?`,
    [...values, page.limit],
  );
  return rows.map((row) => ({ userId: row.user_id, sortName: row.sort_name }));
}

/** The same order of precedence as `decideRole`, as conditions. */
function addRole(
  role: StoredRole,
  adminUserIds: readonly string[],
  add: (condition: string, ...values: SqlValue[]) => void,
): void {
  const listed = adminUserIds.map((userId) => userId.toLowerCase());
  const isListed = listed.length > 0 ? `LOWER(m.user_id) ${inList(listed)}` : '1 = 0';
  const leads = 'EXISTS (SELECT 1 FROM member_department d WHERE d.user_id = m.user_id AND d.is_leader = 1)';
  switch (role) {
    case 'admin':
      return add(`(${isListed} OR m.role = 'admin')`, ...listed);
    case 'manager':
      return add(`(NOT ${isListed} AND (m.role = 'manager' OR (m.role IS NULL AND ${leads})))`, ...listed);
    case 'rep':
      return add(`(NOT ${isListed} AND (m.role = 'rep' OR (m.role IS NULL AND NOT ${leads})))`, ...listed);
  }
}
