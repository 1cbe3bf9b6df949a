import { deleteExpiredSessions } from '../../domains/corp/session-store.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { nightStarted } from '../../platform/scheduler/events.ts';
import { scenario } from '../scenario.ts';

/** Sessions past their absolute end open nothing any more; their rows go. */
export const forgetEndedSessions = scenario({
  name: 'forget-ended-sessions',
  on: nightStarted,
  async run(tx, _event, _facts, _now, { clock }) {
    const forgotten = await deleteExpiredSessions(tx, clock.machineNow());
    return forgotten > 0 ? done() : skipped('没有过期的登录');
  },
});
