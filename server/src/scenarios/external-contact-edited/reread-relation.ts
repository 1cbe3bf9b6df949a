import { archiveRelation } from '../../domains/customer/archive.ts';
import { type PairReading, readPair } from '../../domains/customer/read-pair.ts';
import { linkEventToCustomer } from '../../platform/delivery/link-event.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { externalContactEdited, type Pair } from '../../wecom/events.ts';
import { scenario } from '../scenario.ts';

/** The callback says that something changed, not what: remark, phones and tags are read anew. What we are about to tell WeCom stays ours. */
export const rereadRelation = scenario<Pair, PairReading>({
  name: 'reread-relation',
  on: externalContactEdited,
  gather: (event, deps) => readPair(event.payload, deps),
  async run(tx, event, { contact, followUser, readAt }, now, deps) {
    if (!contact || !followUser) return skipped('企业微信里已没有这条好友关系');
    const { customerId } = await archiveRelation(tx, deps, { contact, followUser, readAt, now });
    linkEventToCustomer(tx, event.id, customerId);
    return done();
  },
});
