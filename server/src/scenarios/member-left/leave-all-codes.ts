import { removeFromCodes } from '../../domains/channel/members-come-and-go.ts';
import { memberLeft } from '../../domains/corp/events.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** A leaver leaves every code at once, so that nobody new is led to somebody who does not answer. */
export const leaveAllCodes = scenario({
  name: 'leave-all-codes',
  on: memberLeft,
  async run(tx, event, _facts, now, { config }) {
    const count = await removeFromCodes(tx, event.payload.userId, { now, timeZone: config.timeZone });
    return count > 0 ? done() : skipped('员工不在任何渠道码中');
  },
});
