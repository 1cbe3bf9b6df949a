import { mendTroubledCodes } from '../../domains/channel/mend.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { nightStarted } from '../../platform/scheduler/events.ts';
import { scenario } from '../scenario.ts';

/** What WeCom refused yesterday (a rep not yet activated, an outage of a day) may work today. */
export const mendCodes = scenario({
  name: 'mend-codes',
  on: nightStarted,
  async run(tx, _event, _facts, now, { config }) {
    const count = await mendTroubledCodes(tx, { now, timeZone: config.timeZone });
    return count > 0 ? done() : skipped('没有需要重试的渠道码');
  },
});
