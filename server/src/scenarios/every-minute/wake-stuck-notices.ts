import { noticesLeftBehind } from '../../domains/notice/events.ts';
import { wakeStuckNotices } from '../../domains/notice/notify.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** The net below the delivery of notices: whatever was left behind is ordered again. */
export const wakeStuckNoticesAgain = scenario({
  name: 'wake-stuck-notices',
  on: noticesLeftBehind,
  async run(tx, _event, _facts, _now, { clock }) {
    return (await wakeStuckNotices(tx, clock.machineNow())) > 0 ? done() : skipped('没有滞留的提醒');
  },
});
