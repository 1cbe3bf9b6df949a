import { archiveRelation } from '../../domains/customer/archive.ts';
import { type PairReading, readPair } from '../../domains/customer/read-pair.ts';
import { deletionHolds } from '../../domains/customer/relation-rules.ts';
import { endRelation } from '../../domains/customer/relations.ts';
import { findRelation } from '../../domains/customer/store.ts';
import { linkEventToCustomer } from '../../platform/delivery/link-event.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { externalContactDeletedByCustomer, type Pair } from '../../wecom/events.ts';
import { scenario } from '../scenario.ts';

/** The customer removed the rep. WeCom goes on answering for her, so one who was never archived can still be, and is lost at once. */
export const markLost = scenario<Pair, PairReading>({
  name: 'mark-lost',
  on: externalContactDeletedByCustomer,
  gather: (event, deps) => readPair(event.payload, deps),
  async run(tx, event, { contact, followUser, readAt }, now, deps) {
    const { userId, externalUserId } = event.payload;
    if (!(await findRelation(tx, userId, externalUserId)) && contact && followUser) {
      await archiveRelation(tx, deps, { contact, followUser, readAt, viaSync: true, now });
    }
    const relation = await findRelation(tx, userId, externalUserId);
    if (!relation) return skipped('还没有归档过这条好友关系');
    linkEventToCustomer(tx, event.id, relation.customerId);
    if (!deletionHolds(event.occurredAt, followUser?.addedAt ?? null, relation)) return skipped('之后又重新添加了好友');
    const { ended } = await endRelation(tx, { relation, by: 'customer', at: event.occurredAt, readAt });
    return ended ? done() : skipped('这条好友关系已经结束');
  },
});
