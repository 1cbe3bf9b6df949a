import { findRow } from '../../platform/database/find-row.ts';
import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import {
  CustomerIdentityRow,
  CustomerRow,
  type CustomerTagRow,
  FollowUserRow,
  type IdentityKind,
  type TagState,
} from './entity.ts';
import { CustomerNotFound } from './errors.ts';

export async function findCustomer(tx: Tx, customerId: string): Promise<CustomerRow | null> {
  return findRow(tx, CustomerRow, { id: customerId });
}

export async function getCustomer(tx: Tx, customerId: string): Promise<CustomerRow> {
  const customer = await findCustomer(tx, customerId);
  if (!customer) throw new CustomerNotFound({ customerId });
  return customer;
}

/** Locked until commit: of two who change one customer, the second sees what the first did. */
export async function getCustomerForUpdate(tx: Tx, customerId: string): Promise<CustomerRow> {
  const customer = await findRow(tx, CustomerRow, { id: customerId }, { lock: true });
  if (!customer) throw new CustomerNotFound({ customerId });
  return customer;
}

export async function findCustomerIdByIdentity(tx: Tx, kind: IdentityKind, value: string): Promise<string | null> {
  const identity = await findRow(tx, CustomerIdentityRow, { kind, value });
  return identity?.customerId ?? null;
}

/** By WeCom's id of the external contact. */
export async function findCustomerByExternalId(tx: Tx, externalUserId: string): Promise<CustomerRow | null> {
  const customerId = await findCustomerIdByIdentity(tx, 'external_userid', externalUserId);
  return customerId ? findCustomer(tx, customerId) : null;
}

export async function findRelation(tx: Tx, userId: string, externalUserId: string): Promise<FollowUserRow | null> {
  return findRow(tx, FollowUserRow, { userId, externalUserId });
}

export async function listRelations(tx: Tx, customerId: string): Promise<FollowUserRow[]> {
  return tx.find(FollowUserRow, { where: { customerId }, order: { addedAt: 'DESC', id: 'DESC' } });
}

/** Half relations count: the customer has added the member, only the confirmation is missing. */
export function isLiveRelation(relation: Pick<FollowUserRow, 'status'>): boolean {
  return relation.status === 'active' || relation.status === 'half';
}

/** WeCom goes on answering for a customer who deleted the member; of any other ended bond it knows nothing. */
export function isKnownToWecom(relation: Pick<FollowUserRow, 'status'>): boolean {
  return isLiveRelation(relation) || relation.status === 'deleted_by_customer';
}

/** What is being taken off, or has been, is shown nowhere. */
export function isCarried<Row extends Pick<CustomerTagRow, 'inWecom'>>(
  row: Row,
): row is Row & { inWecom: Exclude<TagState, 'removing' | 'removed'> } {
  return row.inWecom !== 'removing' && row.inWecom !== 'removed';
}

/** External user ids of customers; one each, the oldest first when there are several. */
export async function externalIdsOf(tx: Tx, customerIds: string[]): Promise<Map<string, string>> {
  if (customerIds.length === 0) return new Map();
  const rows = await select<{ customer_id: string; value: string }>(
    tx,
    `SELECT customer_id, \`value\` FROM customer_identity WHERE customer_id ${inList(customerIds)} AND kind = 'external_userid' ORDER BY created_at DESC, \`value\` DESC`,
    customerIds,
  );
  return new Map(rows.map((row) => [row.customer_id, row.value]));
}
