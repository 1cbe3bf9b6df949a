import { findOrphans, type Orphans, settleOrphans } from '../../domains/channel/orphans.ts';
import { done } from '../../platform/delivery/scenario.ts';
import { serverStarted } from '../../platform/scheduler/events.ts';
import { scenario } from '../scenario.ts';

/** The process may have died between asking WeCom for a code and storing the answer. */
export const adoptOrphanCodesAtStart = scenario<Record<string, never>, Orphans>({
  name: 'adopt-orphan-codes-at-start',
  on: serverStarted,
  gather: (_event, deps) => findOrphans(deps),
  async run(tx, _event, orphans, now, { config }) {
    await settleOrphans(tx, orphans, { now, timeZone: config.timeZone });
    return done();
  },
});
