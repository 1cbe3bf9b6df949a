import { type PairReading, readPair } from '../../domains/customer/read-pair.ts';
import { deletionHolds } from '../../domains/customer/relation-rules.ts';
import { endRelation } from '../../domains/customer/relations.ts';
import { findRelation } from '../../domains/customer/store.ts';
import { linkEventToCustomer } from '../../platform/delivery/link-event.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { externalContactDeletedByMember, type Pair } from '../../wecom/events.ts';
import { scenario } from '../scenario.ts';

/** The rep deleted the customer, or a handover took her away. */
export const endRelationByMember = scenario<Pair & { source: string | null; viaSync?: boolean }, PairReading>({
  name: 'end-relation-by-member',
  on: externalContactDeletedByMember,
  gather: (event, deps) => readPair(event.payload, deps),
  async run(tx, event, { followUser, readAt }) {
    const relation = await findRelation(tx, event.payload.userId, event.payload.externalUserId);
    // Deleted before she was archived: the adding finds nothing to read either.
    if (!relation) return skipped('还没有归档过这条好友关系');
    linkEventToCustomer(tx, event.id, relation.customerId);
    if (!deletionHolds(event.occurredAt, followUser?.addedAt ?? null, relation)) return skipped('之后又重新添加了好友');
    const by = event.payload.source === 'DELETE_BY_TRANSFER' ? 'transfer' : 'member';
    const { ended } = await endRelation(tx, { relation, by, at: event.occurredAt, readAt });
    return ended ? done() : skipped('这条好友关系已经结束');
  },
});
