import { getRow } from '../../platform/database/find-row.ts';
import { execute, forUpdate, insertRows, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { newId } from '../../platform/id.ts';
import type { ExternalContact } from '../../wecom/api/external-contact.ts';
import { findDefaultStageId } from '../field/store.ts';
import { cut } from './cut.ts';
import { CustomerRow } from './entity.ts';
import type { RelationVerdict } from './relation-rules.ts';
import { findCustomerIdByIdentity } from './store.ts';

/** The person behind an external user id: known by it, or by unionid, or new. Of two who create her together one wins, the other finds her. */
export async function findOrCreateCustomer(
  tx: Tx,
  contact: ExternalContact,
  addedAt: number,
  now: number,
): Promise<{ customer: CustomerRow; isNew: boolean }> {
  let customerId = await findCustomerIdByIdentity(tx, 'external_userid', contact.externalUserId);
  if (customerId) {
    if (contact.unionId) await claimIdentity(tx, 'unionid', contact.unionId, customerId, now);
    return { customer: await lockCustomer(tx, customerId), isNew: false };
  }
  const byUnionId = contact.unionId ? await findCustomerIdByIdentity(tx, 'unionid', contact.unionId) : null;
  const wanted = byUnionId ?? newId();
  customerId = await claimIdentity(tx, 'external_userid', contact.externalUserId, wanted, now);
  if (customerId === wanted && contact.unionId && !byUnionId)
    await claimIdentity(tx, 'unionid', contact.unionId, customerId, now);
  if (byUnionId || customerId !== wanted) return { customer: await lockCustomer(tx, customerId), isNew: false };
  await insertRows(tx, 'customer', [
    {
      id: customerId,
      ...contactColumns(contact),
      stage_id: await findDefaultStageId(tx),
      status: 'active',
      first_added_at: addedAt,
      last_added_at: addedAt,
      created_at: now,
      updated_at: now,
    },
  ]);
  return { customer: await lockCustomer(tx, customerId), isNew: true };
}

/** Takes an identity for a customer; returns whose it is, which is somebody else's when they were first. */
async function claimIdentity(tx: Tx, kind: string, value: string, customerId: string, now: number): Promise<string> {
  const taken = await insertRows(tx, 'customer_identity', [{ kind, value, customer_id: customerId, created_at: now }], {
    ignoreDuplicates: true,
  });
  if (taken > 0) return customerId;
  const [row] = await select<{ customer_id: string }>(
    tx,
    `SELECT customer_id FROM customer_identity WHERE kind = ? AND \`value\` = ?${forUpdate(tx)}`,
    [kind, value],
  );
  return row!.customer_id;
}

async function lockCustomer(tx: Tx, customerId: string): Promise<CustomerRow> {
  return getRow(tx, CustomerRow, { id: customerId }, { lock: true });
}

const GENDERS = { unknown: 0, male: 1, female: 2 } as const;

function contactColumns(contact: ExternalContact) {
  return {
    type: contact.type === 'wecom' ? 2 : 1,
    name: cut(contact.name, 128) ?? '',
    avatar: cut(contact.avatar, 512),
    gender: GENDERS[contact.gender],
    position: cut(contact.position, 128),
    corp_name: cut(contact.corpName, 128),
    corp_full_name: cut(contact.corpFullName, 255),
  };
}

/** Returns whether what the search looks at has changed. */
export async function saveCustomer(
  tx: Tx,
  customer: CustomerRow,
  { contact, now }: { contact: ExternalContact; now: number },
  verdict: RelationVerdict,
  addedAt: number,
): Promise<boolean> {
  const columns = contactColumns(contact);
  const isBack = verdict === 'added' || verdict === 'revived';
  const after = {
    ...columns,
    status: isBack ? 'active' : customer.status,
    lost_at: isBack ? null : customer.lostAt,
    first_added_at: Math.min(customer.firstAddedAt, addedAt),
    last_added_at: isBack ? Math.max(customer.lastAddedAt, addedAt) : customer.lastAddedAt,
  };
  const before = {
    type: customer.type,
    name: customer.name,
    avatar: customer.avatar,
    gender: customer.gender,
    position: customer.position,
    corp_name: customer.corpName,
    corp_full_name: customer.corpFullName,
    status: customer.status,
    lost_at: customer.lostAt,
    first_added_at: customer.firstAddedAt,
    last_added_at: customer.lastAddedAt,
  };
  const changed = (Object.keys(after) as (keyof typeof after)[]).filter((name) => after[name] !== before[name]);
  if (changed.length === 0) return false;
  const assignments = [...changed.map((name) => `\`${name}\` = ?`), 'updated_at = ?'].join(', ');
  await execute(tx, `UPDATE customer SET ${assignments} WHERE id = ?`, [
    ...changed.map((name) => after[name]),
    now,
    customer.id,
  ]);
  return changed.includes('name') || changed.includes('corp_name') || changed.includes('first_added_at');
}
