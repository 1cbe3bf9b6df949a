import { countEvent } from '../../domains/behaviour/count-events.ts';
import { groupJoining } from '../../domains/behaviour/sources.ts';
import { groupMemberIdentified } from '../../domains/group-chat/events.ts';
import { findJoining } from '../../domains/group-chat/store.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** Nobody was known when she joined: the day of her joining is counted now that she is a customer. */
export const countLateJoining = scenario({
  name: 'count-late-joining',
  on: groupMemberIdentified,
  async run(tx, event, _facts, _now, { config }) {
    if (!event.customerId) return skipped('没有对应的客户');
    const joining = await findJoining(tx, event.payload.chatId, event.payload.memberId);
    if (!joining || joining.customerId !== event.customerId || !groupJoining.counts(joining.payload))
      return skipped('进群时没有记录');
    const { customerId, occurredAt } = joining;
    await countEvent(tx, groupJoining, { customerId, occurredAt }, config.timeZone);
    return done();
  },
});
