import { inList, type SqlValue } from '../../platform/database/sql.ts';
import type { MemberViewer } from '../corp/viewer.ts';

/** Whose work a viewer may see in numbers: her own, that of her departments, or everybody's (null). */
export function memberScopeSql(
  { scope }: Pick<MemberViewer, 'scope'>,
  userColumn: string,
): { sql: string; values: SqlValue[] } | null {
  if (scope.kind === 'all') return null;
  if (scope.kind === 'self') return { sql: `${userColumn} = ?`, values: [scope.userId] };
  if (scope.departmentIds.length === 0) return { sql: '1 = 0', values: [] };
  return {
    sql: `(SELECT 1 FROM member_department scope_d WHERE scope_d.user_id = ${userColumn}
      AND scope_d.department_id ${inList(scope.departmentIds)} LIMIT 1) IS NOT NULL`,
    values: [...scope.departmentIds],
  };
}
