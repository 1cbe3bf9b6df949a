import { findOrphans, type Orphans, settleOrphans } from '../../domains/channel/orphans.ts';
import { done } from '../../platform/delivery/scenario.ts';
import { nightStarted } from '../../platform/scheduler/events.ts';
import { scenario } from '../scenario.ts';

/** Codes that a crash or a lost answer left behind are taken over or deleted. */
export const adoptOrphanCodes = scenario<Record<string, never>, Orphans>({
  name: 'adopt-orphan-codes',
  on: nightStarted,
  gather: (_event, deps) => findOrphans(deps),
  async run(tx, _event, orphans, now, { config }) {
    await settleOrphans(tx, orphans, { now, timeZone: config.timeZone });
    return done();
  },
});
