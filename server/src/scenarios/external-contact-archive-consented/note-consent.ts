import { archiveRelation } from '../../domains/customer/archive.ts';
import { type PairReading, readPair } from '../../domains/customer/read-pair.ts';
import { noteArchiveConsent } from '../../domains/customer/relations.ts';
import { findRelation } from '../../domains/customer/store.ts';
import { linkEventToCustomer } from '../../platform/delivery/link-event.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { externalContactArchiveConsented, type Pair } from '../../wecom/events.ts';
import { scenario } from '../scenario.ts';

/** The customer agreed to archiving (doc 92005). Consent is kept per relation; it may arrive before the adding has been handled. */
export const noteConsent = scenario<Pair & { welcomeCode: string | null; acceptedAt?: number }, PairReading>({
  name: 'note-archive-consent',
  on: externalContactArchiveConsented,
  gather: (event, deps) => readPair(event.payload, deps),
  async run(tx, event, { contact, followUser, readAt }, now, deps) {
    const { userId, externalUserId } = event.payload;
    if (!(await findRelation(tx, userId, externalUserId)) && contact && followUser) {
      await archiveRelation(tx, deps, { contact, followUser, readAt, isAdded: true, now });
    }
    const relation = await findRelation(tx, userId, externalUserId);
    if (!relation) return skipped('企业微信里没有这条好友关系');
    linkEventToCustomer(tx, event.id, relation.customerId);
    return (await noteArchiveConsent(tx, relation, event.occurredAt)) ? done() : skipped('已经记录过同意');
  },
});
