import { openJobs } from '../../domains/sync/actions/open-jobs.ts';
import { hasOpenJobs, SYNC_ORDER } from '../../domains/sync/store.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { nightStarted } from '../../platform/scheduler/events.ts';
import { scenario } from '../scenario.ts';

/** Finds and repairs what callbacks never brought. */
export const startNightlySync = scenario({
  name: 'start-nightly-sync',
  on: nightStarted,
  async run(tx, _event, _facts, now) {
    if (await hasOpenJobs(tx)) return skipped('上一次同步还没有结束');
    await openJobs(tx, SYNC_ORDER, 'nightly', { now });
    return done();
  },
});
