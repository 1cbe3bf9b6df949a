import { archiveRelation } from '../../domains/customer/archive.ts';
import { type PairReading, readPair } from '../../domains/customer/read-pair.ts';
import type { FriendAdded } from '../../wecom/events.ts';
import { linkEventToCustomer } from '../../platform/delivery/link-event.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { externalContactAdded } from '../../wecom/events.ts';
import { scenario } from '../scenario.ts';

/** Reads the new customer from WeCom once and takes her into our books; what needs a customer row runs on `customer.archived`. */
export const archiveExternalContact = scenario<FriendAdded, PairReading>({
  name: 'archive-external-contact',
  on: externalContactAdded,
  gather: (event, deps) => readPair(event.payload, deps),
  async run(tx, event, { contact, followUser, readAt }, now, deps) {
    // Deleted before we came to read: the deletion's own callback has nothing to mark, and nobody is left to follow up.
    if (!contact || !followUser) return skipped('企业微信里已没有这条好友关系,可能已被删除');
    const { customerId } = await archiveRelation(tx, deps, {
      contact,
      followUser,
      readAt,
      isAdded: true,
      toldAddedAt: event.occurredAt,
      now,
    });
    linkEventToCustomer(tx, event.id, customerId);
    return done();
  },
});
