import { inList } from '../../platform/database/sql.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { type Condition, customerScopeSql } from '../customer/scope.ts';

/**
 * Visits a viewer sees, of a table called `v`: through her own shares, of customers in her scope, and for managers those through the
 * shares of their departments. AND it last; null: all. Whose visit it was is told only of customers in scope.
 */
export function visitScopeSql({ userId, scope }: Pick<MemberViewer, 'userId' | 'scope'>): Condition | null {
  const customers = customerScopeSql(scope, 'v.customer_id');
  if (!customers) return null;
  const members = memberScopeSql({ userId, scope }, 'v.user_id')!;
  return {
    sql: `(${members.sql} OR (v.customer_id IS NOT NULL AND ${customers.sql}))`,
    values: [...members.values, ...customers.values],
  };
}

/** Members whose numbers a viewer sees: herself, and for managers their departments. null: all. */
export function memberScopeSql(
  { userId, scope }: Pick<MemberViewer, 'userId' | 'scope'>,
  column: string,
): Condition | null {
  if (scope.kind === 'all') return null;
  if (scope.kind === 'self' || scope.departmentIds.length === 0) return { sql: `${column} = ?`, values: [userId] };
  return {
    sql: `(${column} = ? OR (SELECT 1 FROM member_department scope_m WHERE scope_m.user_id = ${column}
      AND scope_m.department_id ${inList(scope.departmentIds)} LIMIT 1) IS NOT NULL)`,
    values: [userId, ...scope.departmentIds],
  };
}
