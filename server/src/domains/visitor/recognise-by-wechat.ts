import type { Dependencies } from '../../dependencies.ts';
import { findRow } from '../../platform/database/find-row.ts';
import { execute, insertRows, upsertRows } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { newId } from '../../platform/id.ts';
import type { WebIdentity } from '../../wechat/client.ts';
import { findCustomerIdByIdentity } from '../customer/store.ts';
import { VisitorRow } from '../touch/entity.ts';
import { becomeCustomer } from '../touch/recognise.ts';
import { digestOf } from './hear-beats.ts';

/** WeChat has said who this browser is. Somebody who is nobody's customer yet is recognised as soon as she is added. */
export async function recogniseByWechat(
  { db, clock }: Pick<Dependencies, 'db' | 'clock'>,
  token: string,
  { openId, unionId }: WebIdentity,
): Promise<void> {
  const tokenHash = digestOf(token);
  await db.transaction(async (tx) => {
    const now = clock.now();
    await insertRows(tx, 'visitor', [{ id: newId(), token_hash: tokenHash, known_by: 'nobody', created_at: now }], {
      ignoreDuplicates: true,
    });
    const visitor = await findRow(tx, VisitorRow, { tokenHash }, { lock: true });
    if (!visitor) throw new Error('a visitor that was just written is not there');
    await execute(tx, 'UPDATE visitor SET union_id = ?, oa_open_id = ? WHERE id = ?', [unionId, openId, visitor.id]);
    const customerId = await findCustomerOf(tx, { openId, unionId }, now);
    if (customerId) await becomeCustomer(tx, visitor, customerId, 'wechat', now);
  });
}

/** The unionid is the person; the openid of the official account a door that was opened before. */
async function findCustomerOf(tx: Tx, { openId, unionId }: WebIdentity, now: number): Promise<string | null> {
  const byUnionId = unionId ? await findCustomerIdByIdentity(tx, 'unionid', unionId) : null;
  if (!byUnionId) return findCustomerIdByIdentity(tx, 'oa_openid', openId);
  const door = { kind: 'oa_openid', value: openId, customer_id: byUnionId, created_at: now };
  await upsertRows(tx, 'customer_identity', [door], ['kind', 'value'], ['customer_id']);
  return byUnionId;
}

const MOST_BROWSERS = 50;

/** A customer has been added who opened things before, on browsers that WeChat named: they are hers. Returns how many. */
export async function recogniseAddedCustomer(
  tx: Tx,
  customerId: string,
  unionId: string,
  now: number,
): Promise<number> {
  const visitors = await tx.find(VisitorRow, { where: { unionId }, take: MOST_BROWSERS });
  const unknown = visitors.filter((visitor) => visitor.knownBy !== 'wechat' || visitor.customerId !== customerId);
  for (const visitor of unknown) await becomeCustomer(tx, visitor, customerId, 'wechat', now);
  return unknown.length;
}
