import { CustomerRow, CustomerTagRow, FollowUserRow } from '../domains/customer/entity.ts';
import { refreshListRows } from '../domains/customer/list-rows.ts';
import { refreshSearchTokens } from '../domains/customer/search-tokens.ts';
import { insertRows } from '../platform/database/sql.ts';
import { newId } from '../platform/id.ts';
import type { TestServer } from './start-test-server.ts';

let counter = 0;

export interface GivenCustomer extends Partial<CustomerRow> {
  externalUserId?: string;
  /** Members whose contact she is now. */
  friendsOf?: string[];
  /** Remark of all those relations. */
  remark?: string;
  tagIds?: string[];
}

/** A customer in our books with her relations and tags, as after archiving, without any event or command. */
export async function givenCustomer(
  server: Pick<TestServer, 'db' | 'clock'>,
  fields: GivenCustomer = {},
): Promise<CustomerRow & { externalUserId: string }> {
  counter += 1;
  const { externalUserId = `wmTest${counter}`, friendsOf = [], remark, tagIds = [], ...own } = fields;
  const now = server.clock.now();
  const firstAddedAt = own.firstAddedAt ?? now;
  const customer: CustomerRow = {
    id: newId(),
    type: 1,
    name: `客户${counter}`,
    avatar: null,
    gender: 0,
    position: null,
    corpName: null,
    corpFullName: null,
    ownerUserId: null,
    ownerReason: null,
    stageId: null,
    status: 'active',
    lastAddedAt: firstAddedAt,
    firstChannelId: null,
    lostAt: null,
    createdAt: now,
    updatedAt: now,
    ...own,
    firstAddedAt,
  };
  await server.db.transaction(async (tx) => {
    await tx.insert(CustomerRow, customer);
    await insertRows(tx, 'customer_identity', [
      { kind: 'external_userid', value: externalUserId, customer_id: customer.id, created_at: now },
    ]);
    for (const userId of friendsOf) {
      await tx.insert(FollowUserRow, {
        id: newId(),
        userId,
        externalUserId,
        customerId: customer.id,
        status: 'active',
        remark: remark ?? null,
        addWay: 1,
        addedAt: firstAddedAt,
        toldBy: 'callback',
        remarkInWecom: 'done',
        syncedAt: now,
      });
    }
    for (const tagId of tagIds) {
      await tx.insert(CustomerTagRow, {
        customerId: customer.id,
        tagId,
        userId: friendsOf[0] ?? '',
        originKind: 'rep',
        addedAt: now,
        inWecom: 'done',
      });
    }
    refreshListRows(tx, [customer.id]);
    refreshSearchTokens(tx, customer.id);
  });
  return { ...customer, externalUserId };
}
