import { takeBackOntoCodes } from '../../domains/channel/members-come-and-go.ts';
import { memberReturned } from '../../domains/corp/events.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** Somebody who was disabled or out of range for a while receives again where a manager has left her on the code. */
export const rejoinCodes = scenario({
  name: 'rejoin-codes',
  on: memberReturned,
  async run(tx, event, _facts, now, { config }) {
    const count = await takeBackOntoCodes(tx, event.payload.userId, { now, timeZone: config.timeZone });
    return count > 0 ? done() : skipped('员工不在任何渠道码中');
  },
});
