import { recordLoss } from '../../domains/channel/additions.ts';
import { relationEnded } from '../../domains/customer/events.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** The channel that brought her counts a loss, whoever deleted whom; a handover to a colleague is none. */
export const countLoss = scenario({
  name: 'count-loss',
  on: relationEnded,
  async run(tx, event, _facts, _now, { config }) {
    if (event.payload.by === 'transfer') return skipped('转接给同事,不算流失');
    const channelId = await recordLoss(tx, event.payload, event.occurredAt, config.timeZone);
    return channelId ? done() : skipped('不是通过渠道码添加');
  },
});
