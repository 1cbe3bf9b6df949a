import { openJobs } from '../../domains/sync/actions/open-jobs.ts';
import { hasAnyJob, SYNC_ORDER } from '../../domains/sync/store.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { serverStarted } from '../../platform/scheduler/events.ts';
import { scenario } from '../scenario.ts';

/** A fresh installation knows nobody: the first start reads everything, once. */
export const startFirstSync = scenario({
  name: 'start-first-sync',
  on: serverStarted,
  async run(tx, _event, _facts, now) {
    if (await hasAnyJob(tx)) return skipped('已经同步过');
    const opened = await openJobs(tx, SYNC_ORDER, 'first', { now });
    return opened ? done() : skipped('同步正在进行');
  },
});
