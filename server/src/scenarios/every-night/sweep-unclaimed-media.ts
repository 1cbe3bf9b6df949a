import { sweepUnclaimed } from '../../domains/media/unclaimed.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { nightStarted } from '../../platform/scheduler/events.ts';
import { scenario } from '../scenario.ts';

/** Whoever imports an article and does not save it leaves its pictures behind. */
export const sweepUnclaimedMedia = scenario({
  name: 'sweep-unclaimed-media',
  on: nightStarted,
  async run(tx, _event, _facts, now) {
    return (await sweepUnclaimed(tx, now)) > 0 ? done() : skipped('没有导入后没保存的图片');
  },
});
