import { countAddition } from '../../domains/channel/count-addition.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { externalContactHalfAdded } from '../../wecom/events.ts';
import { scenario } from '../scenario.ts';

/** A half friend is a customer for the rep already: she counts, and the whole event later counts nothing twice. */
export const countHalfTowardCap = scenario({
  name: 'count-half-toward-cap',
  on: externalContactHalfAdded,
  async run(tx, event, _facts, now, { config }) {
    const { state, userId, externalUserId } = event.payload;
    const addition = { eventId: event.id, userId, externalUserId, at: event.occurredAt, half: true };
    const result = await countAddition(tx, state, addition, { now, timeZone: config.timeZone });
    if (result === 'no_channel') return skipped('不是通过渠道码添加');
    return result === 'known' ? skipped('这次添加已经统计过') : done();
  },
});
