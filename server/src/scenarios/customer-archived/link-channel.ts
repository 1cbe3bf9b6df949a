import { findChannelByState } from '../../domains/channel/store.ts';
import { customerArchived } from '../../domains/customer/events.ts';
import { setRelationChannel } from '../../domains/customer/relations.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** Notes through which channel a relation came; the customer keeps her first channel. */
export const linkChannel = scenario({
  name: 'link-channel',
  on: customerArchived,
  // A first sync brings everybody who ever came another way.
  concerns: ({ viaSync, state }) => !viaSync || state !== null,
  async run(tx, event) {
    const { state, followUserId } = event.payload;
    const channel = await findChannelByState(tx, state);
    if (!channel || !event.customerId) return skipped('不是通过渠道码添加');
    await setRelationChannel(tx, { id: followUserId, customerId: event.customerId }, channel.id);
    return done();
  },
});
