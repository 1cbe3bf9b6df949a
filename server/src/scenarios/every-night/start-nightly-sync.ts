import { openJobs } from '../../domains/sync/actions/open-jobs.ts';
import { SYNC_ORDER } from '../../domains/sync/store.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { nightStarted } from '../../platform/scheduler/events.ts';
import { scenario } from '../scenario.ts';

/** Finds and repairs what callbacks never brought. */
export const startNightlySync = scenario({
  name: 'start-nightly-sync',
  on: nightStarted,
  async run(tx, _event, _facts, now) {
    const opened = await openJobs(tx, SYNC_ORDER, 'nightly', { now });
    return opened ? done() : skipped('上一次同步还没有结束');
  },
});
