import { forgetOldNotices } from '../../domains/notice/store.ts';
import { done } from '../../platform/delivery/scenario.ts';
import { nightStarted } from '../../platform/scheduler/events.ts';
import { scenario } from '../scenario.ts';

/** What a notice told stays in the timeline and the tasks; the notice itself is forgotten after a quarter. */
export const forgetOldNoticesNightly = scenario({
  name: 'forget-old-notices',
  on: nightStarted,
  async run(tx, _event, _facts, _now, { clock }) {
    await forgetOldNotices(tx, clock.machineNow());
    return done();
  },
});
