import { countAddition } from '../../domains/channel/count-addition.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { externalContactAdded } from '../../wecom/events.ts';
import { scenario } from '../scenario.ts';

/** Statistics and daily caps count who came; a rep who reaches the cap leaves the code until midnight. */
export const countTowardCap = scenario({
  name: 'count-toward-cap',
  on: externalContactAdded,
  async run(tx, event, _facts, now, { config }) {
    const { state, userId, externalUserId } = event.payload;
    const addition = { eventId: event.id, userId, externalUserId, at: event.occurredAt, half: false };
    const result = await countAddition(tx, state, addition, { now, timeZone: config.timeZone });
    if (result === 'no_channel') return skipped('不是通过渠道码添加');
    return result === 'known' ? skipped('这次添加已经统计过') : done();
  },
});
