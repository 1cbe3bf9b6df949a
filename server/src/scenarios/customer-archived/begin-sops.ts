import { customerArchived } from '../../domains/customer/events.ts';
import { findRelation, isLiveRelation } from '../../domains/customer/store.ts';
import { beginByStart } from '../../domains/sop/begin-by-start.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** Whoever is added begins the SOPs for those who were added; not whom the sync finds, she was added long ago. */
export const beginSopsWhenAdded = scenario({
  name: 'begin-sops-when-added',
  on: customerArchived,
  concerns: ({ viaSync, isNewRelation }) => !viaSync && isNewRelation,
  async run(tx, { id: eventId, customerId, payload }, _facts, now, deps) {
    const relation = await findRelation(tx, payload.userId, payload.externalUserId);
    if (!customerId || !relation || !isLiveRelation(relation)) return skipped('好友关系已经结束');
    const startsAt = relation.addedAt;
    const begun = await beginByStart(tx, deps, { customerId, eventId, startsAt }, ({ kind }) => kind === 'added', now);
    return begun > 0 ? done() : skipped('没有 SOP 因此开始');
  },
});
