import { inDepartmentsSql } from '../corp/member-scope.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { type Condition, customerScopeSql } from '../customer/scope.ts';

/**
 * Visits a viewer sees, of a table called `v`: through her own shares, of customers in her scope, and for managers those through the
 * shares of their departments. AND it last; null: all. Whose visit it was is told only of customers in scope.
 */
export function visitScopeSql({ userId, scope }: Pick<MemberViewer, 'userId' | 'scope'>): Condition | null {
  const customers = customerScopeSql(scope, 'v.customer_id');
  if (!customers) return null;
  const members = herOrHers({ userId, scope }, 'v.user_id');
  return {
    sql: `(${members.sql} OR (v.customer_id IS NOT NULL AND ${customers.sql}))`,
    values: [...members.values, ...customers.values],
  };
}

/** She herself, also where her departments are other ones, and for managers their people. */
function herOrHers({ userId, scope }: Pick<MemberViewer, 'userId' | 'scope'>, column: string): Condition {
  if (scope.kind !== 'departments' || scope.departmentIds.length === 0)
    return { sql: `${column} = ?`, values: [userId] };
  const people = inDepartmentsSql(scope.departmentIds, column);
  return { sql: `(${column} = ? OR ${people.sql})`, values: [userId, ...people.values] };
}
