import { inList, select, type SqlValue } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { DomainError } from '../../platform/errors.ts';
import type { DataScope } from '../corp/viewer.ts';
import type { CustomerRow } from './entity.ts';
import { findCustomer } from './store.ts';
import { CustomerNotFound } from './errors.ts';

export interface Condition {
  sql: string;
  values: SqlValue[];
}

/**
 * Which customers a viewer may see: own scope = owner or live relation; department scope = any such member in it.
 * `idColumn` names the customer's id in the query. AND it last, always; null means everything.
 */
export function customerScopeSql(scope: DataScope, idColumn: string): Condition | null {
  switch (scope.kind) {
    case 'all':
      return null;
    case 'self':
      return {
        sql: `(SELECT 1 FROM customer_viewer scope_v WHERE scope_v.customer_id = ${idColumn} AND scope_v.user_id = ? LIMIT 1) IS NOT NULL`,
        values: [scope.userId],
      };
    case 'departments':
      return scope.departmentIds.length
        ? seenInDepartments(scope.departmentIds, idColumn)
        : { sql: '1 = 0', values: [] };
  }
}

/**
 * Customers of any member of these departments. A scalar subquery with LIMIT: engines turn EXISTS into a join from
 * the members' side, which reads every customer of the department before the first page is shown.
 */
export function seenInDepartments(departmentIds: readonly number[], idColumn: string): Condition {
  return {
    sql: `(SELECT 1 FROM customer_viewer scope_v JOIN member_department scope_d ON scope_d.user_id = scope_v.user_id
      WHERE scope_v.customer_id = ${idColumn} AND scope_d.department_id ${inList(departmentIds)} LIMIT 1) IS NOT NULL`,
    values: [...departmentIds],
  };
}

/** She exists, but is not the viewer's business. */
export class CustomerNotVisible extends DomainError<{ customerId: string }> {
  readonly code = 'customer.not_visible';
  readonly kind = 'forbidden';
}

export async function isVisible(tx: Tx, scope: DataScope, customerId: string): Promise<boolean> {
  const condition = customerScopeSql(scope, 'c.id');
  if (!condition) return true;
  const rows = await select(tx, `SELECT c.id FROM customer c WHERE c.id = ? AND ${condition.sql}`, [
    customerId,
    ...condition.values,
  ]);
  return rows.length > 0;
}

/** Of these customers, those the viewer may see. */
export async function customersInScope(tx: Tx, scope: DataScope, customerIds: readonly string[]): Promise<Set<string>> {
  if (customerIds.length === 0) return new Set();
  const condition = customerScopeSql(scope, 'c.id');
  if (!condition) return new Set(customerIds);
  const rows = await select<{ id: string }>(
    tx,
    `SELECT c.id FROM customer c WHERE c.id ${inList(customerIds)} AND ${condition.sql}`,
    [...customerIds, ...condition.values],
  );
  return new Set(rows.map((row) => row.id));
}

/** One reason why a customer is seen: a member by own right, and each department that sees what that member sees. */
export interface CustomerSeer {
  customerId: string;
  userId: string;
  departmentId: number | null;
}

const CUSTOMERS_PER_READ = 500;

/** Everybody who sees these customers: to match many viewers at once with what `customerScopeSql` would answer each. */
export async function seersOf(tx: Tx, customerIds: readonly string[]): Promise<CustomerSeer[]> {
  const seers: CustomerSeer[] = [];
  for (let start = 0; start < customerIds.length; start += CUSTOMERS_PER_READ) {
    const ids = customerIds.slice(start, start + CUSTOMERS_PER_READ);
    const rows = await select<{ customer_id: string; user_id: string; department_id: number | null }>(
      tx,
      `SELECT v.customer_id, v.user_id, d.department_id
         FROM customer_viewer v LEFT JOIN member_department d ON d.user_id = v.user_id WHERE v.customer_id ${inList(ids)}`,
      ids,
    );
    for (const row of rows)
      seers.push({ customerId: row.customer_id, userId: row.user_id, departmentId: row.department_id });
  }
  return seers;
}

/** The customer, when there is one and the viewer may see her. */
export async function getVisibleCustomer(
  tx: Tx,
  viewer: { scope: DataScope },
  customerId: string,
): Promise<CustomerRow> {
  const customer = await findCustomer(tx, customerId);
  if (!customer) throw new CustomerNotFound({ customerId });
  await requireVisible(tx, viewer, customerId);
  return customer;
}

/** Throws CustomerNotVisible unless the viewer may see this customer, who is there. */
export async function requireVisible(tx: Tx, viewer: { scope: DataScope }, customerId: string): Promise<void> {
  if (!(await isVisible(tx, viewer.scope, customerId))) throw new CustomerNotVisible({ customerId });
}
