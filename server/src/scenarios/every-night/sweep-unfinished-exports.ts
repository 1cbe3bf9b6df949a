import { removeUnfinishedExports } from '../../domains/chat/export-files.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { nightStarted } from '../../platform/scheduler/events.ts';
import { scenario } from '../scenario.ts';

/** A process that died while it wrote an export leaves a draft; the next try has written another. */
export const sweepUnfinishedExports = scenario({
  name: 'sweep-unfinished-exports',
  on: nightStarted,
  gather: (_event, { config, clock }) => removeUnfinishedExports(config.dataDir, clock.machineNow()),
  async run(_tx, _event, removed) {
    return removed > 0 ? done() : skipped('没有未完成的导出');
  },
});
