import { archiveRelation } from '../../domains/customer/archive.ts';
import { type PairReading, readPair } from '../../domains/customer/read-pair.ts';
import { linkEventToCustomer } from '../../platform/delivery/link-event.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { externalContactHalfAdded, type FriendAdded } from '../../wecom/events.ts';
import { scenario } from '../scenario.ts';

/** WeCom mostly refuses to show a half friend (84061) until the rep confirms; the whole event then archives her. */
export const archiveHalfFriend = scenario<FriendAdded, PairReading>({
  name: 'archive-half-friend',
  on: externalContactHalfAdded,
  gather: (event, deps) => readPair(event.payload, deps),
  async run(tx, event, { contact, followUser, readAt }, now, deps) {
    if (!contact || !followUser) return skipped('员工还没有通过好友,通过后再归档');
    const { customerId } = await archiveRelation(tx, deps, {
      contact,
      followUser,
      readAt,
      isAdded: true,
      toldAddedAt: event.occurredAt,
      isHalf: true,
      now,
    });
    linkEventToCustomer(tx, event.id, customerId);
    return done();
  },
});
