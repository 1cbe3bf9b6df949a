import type { Dependencies } from '../../dependencies.ts';
import { findRow } from '../../platform/database/find-row.ts';
import { execute, insertRows, upsertRows } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { newId } from '../../platform/id.ts';
import type { WeappIdentity, WebIdentity } from '../../wechat/client.ts';
import { recogniseCustomer } from '../customer-app/recognise.ts';
import { findCustomerIdByIdentity } from '../customer/store.ts';
import { VisitorRow } from '../touch/entity.ts';
import { becomeCustomer } from '../touch/recognise.ts';
import { digestOf } from './hear-beats.ts';

type Needs = Pick<Dependencies, 'db' | 'clock'>;

/** WeChat has said who this browser is. Somebody who is nobody's customer yet is recognised as soon as she is added. */
export async function recogniseByWechat({ db, clock }: Needs, token: string, identity: WebIdentity): Promise<void> {
  const { openId, unionId } = identity;
  await db.transaction(async (tx) => {
    const now = clock.now();
    const visitor = await lockVisitor(tx, token, now);
    await execute(tx, 'UPDATE visitor SET union_id = ?, oa_open_id = ? WHERE id = ?', [unionId, openId, visitor.id]);
    const customerId = await findCustomerOf(tx, identity, now);
    if (customerId) await becomeCustomer(tx, visitor, customerId, 'wechat', now);
  });
}

/** It is the browser inside the mini-program of somebody who is signed in there. */
export async function recogniseByMiniProgram(
  { db, clock }: Needs,
  token: string,
  identity: WeappIdentity,
): Promise<void> {
  await db.transaction(async (tx) => {
    const now = clock.now();
    const visitor = await lockVisitor(tx, token, now);
    // A mini-program that is bound to no open platform names no person; what an official account has named stays.
    if (identity.unionId)
      await execute(tx, 'UPDATE visitor SET union_id = ? WHERE id = ?', [identity.unionId, visitor.id]);
    const customerId = await recogniseCustomer(tx, identity, now);
    if (customerId) await becomeCustomer(tx, visitor, customerId, 'weapp', now);
  });
}

async function lockVisitor(tx: Tx, token: string, now: number): Promise<VisitorRow> {
  const tokenHash = digestOf(token);
  await insertRows(tx, 'visitor', [{ id: newId(), token_hash: tokenHash, known_by: 'nobody', created_at: now }], {
    ignoreDuplicates: true,
  });
  const visitor = await findRow(tx, VisitorRow, { tokenHash }, { lock: true });
  if (!visitor) throw new Error('a visitor that was just written is not there');
  return visitor;
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
  const unknown = visitors.filter((visitor) => !isNamed(visitor) || visitor.customerId !== customerId);
  for (const visitor of unknown) await becomeCustomer(tx, visitor, customerId, 'wechat', now);
  return unknown.length;
}

const isNamed = ({ knownBy }: VisitorRow) => knownBy === 'wechat' || knownBy === 'weapp';
