import { channelTroubled } from '../../domains/channel/events.ts';
import { steerChannel } from '../../domains/channel/steer.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** When WeCom refuses a rep on a code, the others or the spare receive instead. */
export const steerAroundRefused = scenario({
  name: 'steer-around-refused',
  on: channelTroubled,
  async run(tx, event, _facts, now, { config }) {
    const { channelId, userIds } = event.payload;
    if (userIds.length === 0) return skipped('不是某位员工的问题');
    await steerChannel(tx, channelId, { now, timeZone: config.timeZone });
    return done();
  },
});
