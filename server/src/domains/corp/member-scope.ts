import { inList, select, type SqlValue } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { DataScope } from './viewer.ts';

interface Condition {
  sql: string;
  values: SqlValue[];
}

/** Which members are a viewer's people: she herself alone, those of her departments, or everybody (null). AND it last. */
export function memberScopeSql(scope: DataScope, userColumn: string): Condition | null {
  switch (scope.kind) {
    case 'all':
      return null;
    case 'self':
      return { sql: `${userColumn} = ?`, values: [scope.userId] };
    case 'departments':
      return scope.departmentIds.length > 0
        ? inDepartmentsSql(scope.departmentIds, userColumn)
        : { sql: '1 = 0', values: [] };
  }
}

export function inDepartmentsSql(departmentIds: readonly number[], userColumn: string): Condition {
  return {
    sql: `(SELECT 1 FROM member_department scope_d WHERE scope_d.user_id = ${userColumn}
      AND scope_d.department_id ${inList(departmentIds)} LIMIT 1) IS NOT NULL`,
    values: [...departmentIds],
  };
}

/** Of these members, those who are not the viewer's people; also whoever is not known. */
export async function membersOutOfScope(tx: Tx, scope: DataScope, userIds: readonly string[]): Promise<string[]> {
  const condition = memberScopeSql(scope, 'm.user_id');
  if (!condition || userIds.length === 0) return [];
  const rows = await select<{ user_id: string }>(
    tx,
    `SELECT m.user_id FROM member m WHERE m.user_id ${inList(userIds)} AND ${condition.sql}`,
    [...userIds, ...condition.values],
  );
  const own = new Set(rows.map((row) => row.user_id));
  return userIds.filter((userId) => !own.has(userId));
}
