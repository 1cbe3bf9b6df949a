import { removeUnfinishedUploads } from '../../domains/media/files.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { nightStarted } from '../../platform/scheduler/events.ts';
import { scenario } from '../scenario.ts';

/** A process that died in the middle of an upload leaves a draft that nobody will ever finish. */
export const sweepUnfinishedUploads = scenario({
  name: 'sweep-unfinished-uploads',
  on: nightStarted,
  gather: (_event, { config, clock }) => removeUnfinishedUploads(config.dataDir, clock.machineNow()),
  async run(_tx, _event, removed) {
    return removed > 0 ? done() : skipped('没有未完成的上传');
  },
});
