import { inList, select, type SqlValue } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { MemberViewer } from './viewer.ts';

type Viewer = Pick<MemberViewer, 'scope'>;

/** Which members are a viewer's people: she herself, those of her departments, or everybody (null). AND it last. */
export function memberScopeSql({ scope }: Viewer, userColumn: string): { sql: string; values: SqlValue[] } | null {
  if (scope.kind === 'all') return null;
  if (scope.kind === 'self') return { sql: `${userColumn} = ?`, values: [scope.userId] };
  if (scope.departmentIds.length === 0) return { sql: '1 = 0', values: [] };
  return {
    sql: `(SELECT 1 FROM member_department scope_d WHERE scope_d.user_id = ${userColumn}
      AND scope_d.department_id ${inList(scope.departmentIds)} LIMIT 1) IS NOT NULL`,
    values: [...scope.departmentIds],
  };
}

/** Of these members, those who are not the viewer's people; also whoever is not known. */
export async function membersOutOfScope(tx: Tx, viewer: Viewer, userIds: readonly string[]): Promise<string[]> {
  const scope = memberScopeSql(viewer, 'm.user_id');
  if (!scope || userIds.length === 0) return [];
  const rows = await select<{ user_id: string }>(
    tx,
    `SELECT m.user_id FROM member m WHERE m.user_id ${inList(userIds)} AND ${scope.sql}`,
    [...userIds, ...scope.values],
  );
  const own = new Set(rows.map((row) => row.user_id));
  return userIds.filter((userId) => !own.has(userId));
}
