import { recordEvent } from '../../platform/delivery/event.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { upsertRows } from '../../platform/database/sql.ts';
import type { WeappIdentity } from '../../wechat/client.ts';
import type { IdentityKind } from '../customer/entity.ts';
import { findCustomerIdByIdentity } from '../customer/store.ts';
import { weappLinked } from './events.ts';

/** The customer behind a mini-program user. The unionid is the person; the openid only a door that was linked before. */
export async function findCustomerOf(
  tx: Tx,
  { openId, unionId }: WeappIdentity,
): Promise<{ customerId: string | null; isLinked: boolean }> {
  const byUnionId = unionId ? await findCustomerIdByIdentity(tx, 'unionid', unionId) : null;
  const byOpenId = await findCustomerIdByIdentity(tx, 'weapp_openid', openId);
  const customerId = byUnionId ?? byOpenId;
  return { customerId, isLinked: customerId !== null && customerId === byOpenId };
}

/**
 * Ties the mini-program user to the customer in our books, when there is one. A person who is nobody's customer yet gets no row:
 * she is recognised by her unionid as soon as she is added.
 */
export async function recogniseCustomer(tx: Tx, identity: WeappIdentity, now: number): Promise<string | null> {
  const { customerId, isLinked } = await findCustomerOf(tx, identity);
  if (!customerId || isLinked) return customerId;
  await pointIdentity(tx, 'weapp_openid', identity.openId, customerId, now);
  await recordEvent(tx, weappLinked({ occurredAt: now, customerId, payload: {} }));
  return customerId;
}

async function pointIdentity(
  tx: Tx,
  kind: IdentityKind,
  value: string,
  customerId: string,
  now: number,
): Promise<void> {
  const row = { kind, value, customer_id: customerId, created_at: now };
  await upsertRows(tx, 'customer_identity', [row], ['kind', 'value'], ['customer_id']);
}
